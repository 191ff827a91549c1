import pg from "pg";
import type { Mutant } from "./mutant.ts";

/** Whoever looks takes the run from its owner, who is alive. */
export const cleansTheLiving: Mutant = {
  description: "cleans whatever runs, without a look at its signs of life",
  create: ({ reservations, pool, schema }) => ({
    reservations: {
      ...reservations,
      async clean() {
        const table = `${pg.escapeIdentifier(schema)}.job`;
        const { rows } = await pool.query<{ name: string; token: string }>(
          `UPDATE ${table} SET state = 'abandoned'
           WHERE name IN (SELECT name FROM ${table} WHERE state = 'running' FOR UPDATE SKIP LOCKED)
           RETURNING name, token`,
        );
        return rows.map(({ name, token }) => ({ job: name, token: Number(token) }));
      },
    },
  }),
};
