import { OwnershipLost, type Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";
import { type OpenTransaction, openTransaction } from "./open-transaction.ts";

/** A transaction in progress cannot be made another one in MariaDB: a new one is begun. */
const begin = {
  postgres: ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"],
  mariadb: ["SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", "START TRANSACTION WITH CONSISTENT SNAPSHOT"],
};

/** At REPEATABLE READ, each look sees what was there at the first one. */
export const snapshotOfOwnership: Mutant = {
  description: "looks at its ownership in a transaction that it began with the run",
  caughtUnder: { fault: "stop-and-resume", points: ["after-reserve"] },
  breaks: "milestone-owned",
  create({ database, reservations, rules, store }) {
    const snapshots = new Map<Reservation, OpenTransaction>();
    return {
      reservations: {
        ...reservations,
        async reserve(job, worker) {
          const reservation = await reservations.reserve(job, worker);
          if (reservation === undefined) return undefined;
          const snapshot = openTransaction(store);
          for (const text of begin[database]) await snapshot.query(text, {});
          await snapshot.query(`SELECT name FROM ${store.tables.job}`, {});
          snapshots.set(reservation, snapshot);
          return reservation;
        },
        async milestone(reservation, _name, action) {
          const owner = { name: reservation.job.name, token: reservation.token };
          const owned = await snapshots
            .get(reservation)
            ?.query(`SELECT name FROM ${store.tables.job} WHERE ${rules.owned}`, owner);
          if (owned?.rows.length !== 1) throw new OwnershipLost(reservation);
          return action();
        },
        async finish(reservation, outcome) {
          await snapshots.get(reservation)?.end();
          return reservations.finish(reservation, outcome);
        },
      },
    };
  },
};
