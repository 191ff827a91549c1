import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";
import { type OpenTransaction, openTransaction } from "./open-transaction.ts";
import { look, take } from "./take.ts";

/** The token goes back with everything else when the worker dies. */
export const runInOneTransaction: Mutant = {
  description: "reserves, works and finishes in one transaction that commits at the end",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "token-monotone",
  create(reference) {
    const { reservations, store } = reference;
    const transactions = new Map<Reservation, OpenTransaction>();
    const inside = ({ query }: OpenTransaction) => ({ ...reference, store: { ...store, query } });
    return {
      reservations: {
        ...reservations,
        async reserve(job) {
          await store.add(job.name);
          const transaction = openTransaction(store);
          const { rows } = await transaction.query<{ name: string }>(
            `SELECT name FROM ${store.tables.job} WHERE name = :name FOR UPDATE SKIP LOCKED`,
            { name: job.name },
          );
          const found = rows.length === 0 ? undefined : await look(inside(transaction), job);
          if (found === undefined) {
            await transaction.end();
            return undefined;
          }
          const reservation = await take(inside(transaction), job, found);
          transactions.set(reservation, transaction);
          return reservation;
        },
        heartbeat: async () => true,
        milestone: (_reservation, _name, action) => action(),
        async finish(reservation, outcome) {
          const transaction = transactions.get(reservation);
          if (transaction === undefined) return false;
          const finished = await createReservations(inside(transaction).store).finish(reservation, outcome);
          await transaction.end();
          return finished;
        },
      },
    };
  },
};
