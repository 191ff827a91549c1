import pg from "pg";
import type { Mutant } from "./mutant.ts";

/** Two workers may both read that the job is free, before either writes that it is taken. */
export const readThenWrite: Mutant = {
  description: "reserves by a read followed by an update",
  create: ({ reservations, pool, schema, announce }) => ({
    reservations: {
      ...reservations,
      async reserve(job, worker) {
        const table = `${pg.escapeIdentifier(schema)}.job`;
        await pool.query(`INSERT INTO ${table} (name) VALUES ($1) ON CONFLICT DO NOTHING`, [job.name]);
        const { rows } = await pool.query<{ free: boolean; token: string; due: Date }>(
          `SELECT state = 'abandoned' OR state = 'settled' AND (slot IS NULL OR slot < due) AS free, token, due
           FROM ${table},
             to_timestamp(floor(extract(epoch FROM clock_timestamp()) / $2::numeric) * $2::numeric) AS due
           WHERE name = $1`,
          [job.name, job.everySeconds],
        );
        const [found] = rows;
        if (found?.free !== true) return undefined;
        await announce({ type: "ok", operation: "look" });
        const token = Number(found.token) + 1;
        await pool.query(
          `UPDATE ${table}
           SET state = 'running', token = $2, worker = $3, slot = $4, reserved_at = clock_timestamp(),
               alive_until = clock_timestamp() + make_interval(secs => $5),
               deadline = clock_timestamp() + make_interval(secs => $6)
           WHERE name = $1`,
          [job.name, token, worker, found.due, job.timeToLiveSeconds, job.timeoutSeconds],
        );
        return { job, worker, token, slot: found.due };
      },
    },
  }),
};
