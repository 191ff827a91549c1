import type { Database } from "./database.ts";

/** A step in the history of a service's tables; once released it is never edited, only followed by another one. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** Runs what this schema has not seen yet. Instances that start together wait for each other. */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  await database.transaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.migration'))");
    await client.query(
      "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await client.query<{ name: string }>("SELECT name FROM migration");
    const done = new Set(rows.map(({ name }) => name));
    for (const { name, sql } of migrations.filter((migration) => !done.has(migration.name))) {
      await client.query(sql);
      await client.query("INSERT INTO migration (name) VALUES ($1)", [name]);
    }
  });
}
