import type { Pool } from "pg";

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

/** Any number that nothing else in the database uses: several monitors may start at once, one of them migrates. */
const lock = 7_263_541;

/** Brings the schema `tercet` up to date, in one transaction. */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [lock]);
    await client.query("CREATE SCHEMA IF NOT EXISTS tercet");
    await client.query("CREATE TABLE IF NOT EXISTS tercet.migrations (step integer PRIMARY KEY)");
    const { rows } = await client.query<{ done: number }>("SELECT count(*)::integer AS done FROM tercet.migrations");
    const done = rows[0]?.done ?? 0;
    for (const [index, step] of steps.entries()) {
      if (index < done) continue;
      await client.query(step);
      await client.query("INSERT INTO tercet.migrations (step) VALUES ($1)", [index]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
