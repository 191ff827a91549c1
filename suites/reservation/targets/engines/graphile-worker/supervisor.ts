import type { Pool } from "pg";
import type { EngineWorker } from "../worker.ts";

/** What an application adds that does not want to wait for four hours. A pool is the id under which a process locks. */
export interface Supervisor {
  /** Says that the process lives that locks under this id. */
  giveSignOfLife(pool: string): Promise<void>;
  /** Has everything unlocked that is held by processes which have been silent for the time to live. */
  clean(unlock: (pools: string[]) => Promise<void>): Promise<void>;
}

/** Keeps signs of life in a table of its own. */
export async function createSupervisor(database: Pool, worker: EngineWorker): Promise<Supervisor> {
  const { TERCET_DATABASE_SCHEMA: schema, TERCET_JOB_TIME_TO_LIVE_SECONDS: timeToLiveSeconds } = worker.environment;
  const alive = `"${schema}_alive"`;
  await database.query(`CREATE TABLE IF NOT EXISTS ${alive} (pool text PRIMARY KEY, at timestamptz NOT NULL)`);
  return {
    async giveSignOfLife(pool) {
      await database.query(
        `INSERT INTO ${alive} VALUES ($1, clock_timestamp()) ON CONFLICT (pool) DO UPDATE SET at = clock_timestamp()`,
        [pool],
      );
    },
    async clean(unlock) {
      await worker.announce({ type: "invoke", operation: "clean" });
      try {
        const { rows } = await database.query<{ pool: string }>(
          `SELECT DISTINCT pool FROM ${alive} JOIN "${schema}".jobs ON locked_by = pool
           WHERE at < clock_timestamp() - make_interval(secs => $1)`,
          [timeToLiveSeconds],
        );
        if (rows.length > 0) await unlock(rows.map(({ pool }) => pool));
        await worker.announce({ type: "ok", operation: "clean" });
      } catch {
        await worker.announce({ type: "info", operation: "clean" });
      }
    },
  };
}
