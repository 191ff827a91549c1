import pg from "pg";
import type { Mutant } from "./mutant.ts";

/** The owner of the past keeps the run of its successor alive, and never learns that it lost its own. */
export const heartbeatOfAnybody: Mutant = {
  description: "gives signs of life for the job, whoever owns it",
  create: ({ reservations, pool, schema }) => ({
    reservations: {
      ...reservations,
      async heartbeat({ job }) {
        const { rowCount } = await pool.query(
          `UPDATE ${pg.escapeIdentifier(schema)}.job
           SET alive_until = clock_timestamp() + make_interval(secs => $2) WHERE name = $1 AND state = 'running'`,
          [job.name, job.timeToLiveSeconds],
        );
        return rowCount === 1;
      },
    },
  }),
};
