import type { Mutant } from "./mutant.ts";

/** Nothing was written, so that the next one is granted the same. */
export const actsAsGranted: Mutant = {
  description: "takes a reservation of unknown outcome for granted",
  caughtUnder: { fault: "lost-commit", points: ["before-reserve"] },
  breaks: "token-monotone",
  create: ({ reservations, store }) => ({
    reservations: {
      ...reservations,
      async reserve(job, worker) {
        try {
          return await reservations.reserve(job, worker);
        } catch {
          const { rows } = await store.query<{ token: string; slot: Date | null }>(
            `SELECT token, slot FROM ${store.tables.job} WHERE name = :name`,
            { name: job.name },
          );
          const [row] = rows;
          return row?.slot ? { job, worker, token: Number(row.token) + 1, slot: row.slot } : undefined;
        }
      },
    },
  }),
};
