import { OwnershipLost } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";

/** A worker that is stopped after its check acts as the owner of the past when it wakes up. */
export const checkThenAct: Mutant = {
  description: "checks ownership, then acts, with no lock over both and no token with the effect",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:send"] },
  breaks: "single-effective-runner",
  create: ({ reservations, rules, store }) => ({
    fence: () => undefined,
    key: () => undefined,
    reservations: {
      ...reservations,
      async milestone(reservation, _name, action) {
        const owner = { name: reservation.job.name, token: reservation.token };
        const { rows } = await store.query(`SELECT name FROM ${store.tables.job} WHERE ${rules.owned}`, owner);
        if (rows.length === 0) throw new OwnershipLost(reservation);
        return action();
      },
    },
  }),
};
