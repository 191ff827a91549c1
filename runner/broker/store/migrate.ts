import type { Pool } from "pg";
import { applyMigrations } from "../../store/apply-migrations.ts";

/** Each step is run once, in order, and never changed after it was released; a new need is a new step at the end. */
const steps: readonly string[] = [
  `CREATE TABLE tercet.facts (
     digest text PRIMARY KEY,
     shelf text COLLATE "C" NOT NULL,
     recorded_at timestamptz NOT NULL,
     body jsonb NOT NULL
   );
   CREATE INDEX facts_shelf ON tercet.facts (shelf);
   CREATE TABLE tercet.contents (digest text PRIMARY KEY, body json NOT NULL)`,
];

/** Brings the tables of facts up to date; they are numbered apart from those of the monitor. */
export function migrateFacts(pool: Pool): Promise<void> {
  return applyMigrations(pool, { table: "tercet.fact_migrations", lock: 7_263_542, steps });
}
