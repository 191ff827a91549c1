import type { Pool } from "pg";

/** The steps of one part of the schema `tercet`. */
export interface Migrations {
  /** The table that counts the steps that were done: `tercet.migrations`. */
  readonly table: string;
  /** Any number that nothing else in the database uses: several processes may start at once, one of them migrates. */
  readonly lock: number;
  /** Each step is run once, in order, and never changed after it was released; a new need is a new step at the end. */
  readonly steps: readonly string[];
}

/** Brings one part of the schema `tercet` up to date, in one transaction. */
export async function applyMigrations(pool: Pool, { table, lock, steps }: Migrations): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [schemaLock]);
    await client.query("CREATE SCHEMA IF NOT EXISTS tercet");
    await client.query("SELECT pg_advisory_xact_lock($1)", [lock]);
    await client.query(`CREATE TABLE IF NOT EXISTS ${table} (step integer PRIMARY KEY)`);
    const { rows } = await client.query<{ done: number }>(`SELECT count(*)::integer AS done FROM ${table}`);
    const done = rows[0]?.done ?? 0;
    for (const [index, step] of steps.entries()) {
      if (index < done) continue;
      await client.query(step);
      await client.query(`INSERT INTO ${table} (step) VALUES ($1)`, [index]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** The schema is made by whoever comes first. */
const schemaLock = 7_263_540;
