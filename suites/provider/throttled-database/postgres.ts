import pg from "pg";
import type { ServiceConnection } from "../../kit/database-view.ts";
import { type ConnectReader, connectMilliseconds, describeScope, ownApplication, unreadable } from "./scope.ts";

/** PostgreSQL manual, "The Statistics Collector", pg_stat_activity. */
const states: Readonly<Record<string, ServiceConnection["state"]>> = {
  active: "working",
  "fastpath function call": "working",
  "idle in transaction": "transaction",
  "idle in transaction (aborted)": "transaction",
};

/** Who may not read all statistics sees no state and no kind of other users' connections, and counts them all the same. */
const query = `SELECT pid::text AS id, state FROM pg_stat_activity
  WHERE pid <> pg_backend_pid() AND application_name <> '${ownApplication}' AND datname = current_database()
    AND coalesce(backend_type, 'client backend') = 'client backend'
    AND ($1::text IS NULL OR usename = $1) AND ($2::text[] IS NULL OR application_name = ANY ($2))`;

/** Reads `pg_stat_activity`. */
export const connectPostgres: ConnectReader = async (scope) => {
  const client = new pg.Client({
    connectionString: scope.url,
    application_name: ownApplication,
    connectionTimeoutMillis: connectMilliseconds,
    query_timeout: connectMilliseconds,
  });
  // A connection that breaks between two looks is told by the next one.
  client.on("error", () => {});
  const ask = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(text, [...values])).rows;
  try {
    await client.connect();
    const [server] = await ask<{ server_version: string }>("SHOW server_version");
    return {
      engine: `PostgreSQL ${server?.server_version.split(" ")[0]}`,
      scope: describeScope(scope),
      async connections() {
        try {
          const rows = await ask<{ id: string; state: string | null }>(query, [
            scope.user ?? null,
            scope.applications ?? null,
          ]);
          return rows.map(({ id, state }) => ({ id, state: states[state ?? ""] ?? "idle" }));
        } catch (cause) {
          throw unreadable(scope, cause);
        }
      },
      close: () => client.end(),
    };
  } catch (cause) {
    await client.end().catch(() => {});
    throw unreadable(scope, cause);
  }
};
