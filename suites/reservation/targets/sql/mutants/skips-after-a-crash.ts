import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";

/** The second run of a slot ends well without having done what the first one left. */
export const skipsAfterACrash: Mutant = {
  description: "takes the milestones of a run that crashed for reached",
  caughtUnder: { fault: "kill", points: ["after-check:collect"] },
  breaks: "idempotent",
  create({ reservations, store }) {
    const after = new Set<Reservation>();
    return {
      reservations: {
        ...reservations,
        async reserve(job, worker) {
          const { rows } = await store.query<{ state: string }>(
            `SELECT state FROM ${store.tables.job} WHERE name = :name`,
            { name: job.name },
          );
          const reservation = await reservations.reserve(job, worker);
          if (reservation !== undefined && rows[0]?.state === "abandoned") after.add(reservation);
          return reservation;
        },
        async milestone(reservation, name, action) {
          if (after.has(reservation)) return true as Awaited<ReturnType<typeof action>>;
          return reservations.milestone(reservation, name, action);
        },
      },
    };
  },
};
