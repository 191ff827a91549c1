import pg from "pg";
import { OwnershipLost } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";

/** A worker that is stopped after its check acts as the owner of the past when it wakes up. */
export const checkThenAct: Mutant = {
  description: "checks ownership, then acts, with no lock over both and no token with the effect",
  create: ({ reservations, pool, schema }) => ({
    fence: () => undefined,
    key: () => undefined,
    reservations: {
      ...reservations,
      async milestone(reservation, _name, action) {
        const client = await pool.connect();
        try {
          const { rowCount } = await client.query(
            `SELECT FROM ${pg.escapeIdentifier(schema)}.job WHERE name = $1 AND token = $2 AND state = 'running'`,
            [reservation.job.name, reservation.token],
          );
          if (rowCount !== 1) throw new OwnershipLost(reservation);
          return await action(client);
        } finally {
          client.release();
        }
      },
    },
  }),
};
