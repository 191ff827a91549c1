import type { Pool } from "pg";
import { applyMigrations } from "./apply-migrations.ts";

/** Each step is run once, in order, and never changed after it was released; a new need is a new step at the end. */
const steps: readonly string[] = [
  `CREATE TABLE tercet.results (
     id uuid PRIMARY KEY,
     environment text NOT NULL,
     scenario text NOT NULL,
     location text NOT NULL,
     started_at timestamptz NOT NULL,
     duration_milliseconds double precision NOT NULL,
     verdict text NOT NULL,
     message text,
     cleanup_verdict text,
     cleanup_message text,
     content_hash text NOT NULL,
     seed integer NOT NULL
   );
   CREATE INDEX results_latest ON tercet.results (environment, scenario, location, started_at DESC)`,
];

/** Brings the tables of the monitor's results up to date. */
export function migrate(pool: Pool): Promise<void> {
  return applyMigrations(pool, { table: "tercet.migrations", lock: 7_263_541, steps });
}
