import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";
import { type OpenTransaction, openTransaction } from "./open-transaction.ts";

const lock = {
  postgres: "SELECT pg_try_advisory_lock(hashtext(:name)) AS held",
  mariadb: "SELECT GET_LOCK(:name, 0) AS held",
};
const unlock = {
  postgres: "SELECT pg_advisory_unlock(hashtext(:name))",
  mariadb: "SELECT RELEASE_LOCK(:name)",
};

/** The lock lasts as long as the connection of a worker that is stopped, or that the network forgot. */
export const lockOfASession: Mutant = {
  description: "holds the job by a lock of its database session instead of a lease",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:collect"] },
  breaks: "progress",
  create({ database, reservations, rules, store }) {
    const locks = new Map<Reservation, OpenTransaction>();
    const unguarded = createReservations(store, { ...rules, free: `state <> 'settled' OR ${rules.free}` });
    return {
      reservations: {
        ...reservations,
        clean: async () => [],
        async reserve(job, worker) {
          const session = openTransaction(store);
          const { rows } = await session.query<{ held: boolean | number }>(lock[database], { name: job.name });
          const held = Boolean(rows[0]?.held);
          const reservation = held ? await unguarded.reserve(job, worker) : undefined;
          if (reservation === undefined) {
            if (held) await session.query(unlock[database], { name: job.name });
            await session.end();
          } else locks.set(reservation, session);
          return reservation;
        },
        milestone: (_reservation, _name, action) => action(),
        async finish(reservation, outcome) {
          const finished = await reservations.finish(reservation, outcome);
          const session = locks.get(reservation);
          await session?.query(unlock[database], { name: reservation.job.name });
          await session?.end();
          return finished;
        },
      },
    };
  },
};
