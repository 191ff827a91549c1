import pg from "pg";
import type { Mutant } from "./mutant.ts";

/** What a dead worker left is taken for done. */
export const settlesTheDead: Mutant = {
  description: "takes the slot of a dead worker for settled",
  create: ({ reservations, pool, schema }) => ({
    reservations: {
      ...reservations,
      async clean() {
        const cleaned = await reservations.clean();
        for (const { job } of cleaned) {
          await pool.query(
            `UPDATE ${pg.escapeIdentifier(schema)}.job SET state = 'settled' WHERE name = $1 AND state = 'abandoned'`,
            [job],
          );
        }
        return cleaned;
      },
    },
  }),
};
