import type { JobStore } from "../../../../docker/shop/jobs/store.ts";

/** A database whose SQL the reference protocol speaks. */
export type SqlDatabase = "postgres" | "mariadb";

const databaseOfScheme: Readonly<Record<string, SqlDatabase>> = {
  postgres: "postgres",
  postgresql: "postgres",
  mysql: "mariadb",
  mariadb: "mariadb",
};

/** The database at the address, by its scheme. Throws for any other one. */
export function databaseAt(url: string): SqlDatabase {
  const scheme = /^(\w+):/.exec(url)?.[1] ?? "";
  const database = databaseOfScheme[scheme];
  if (database !== undefined) return database;
  throw new Error(`the database's address begins with "${scheme}:"; write postgres:// or mysql://`);
}

/** Jobs in a database, and its connections. */
export interface OpenStore {
  readonly store: JobStore<unknown>;
  close(): Promise<void>;
}

/**
 * The jobs of a schema in the database at the address. No answer is waited for longer than three quarters of the time to
 * live: a worker knows that it does not know before another one may own its run.
 */
export async function openStore(options: {
  readonly url: string;
  readonly schema: string;
  readonly timeToLiveSeconds: number;
}): Promise<OpenStore> {
  const { url, schema } = options;
  const patienceMilliseconds = options.timeToLiveSeconds * 750;
  // Loaded late: a worker needs one driver, and is to start at once.
  if (databaseAt(url) === "mariadb") {
    const [{ createConnections }, { createMariadbStore }] = await Promise.all([
      import("./mariadb/connections.ts"),
      import("./mariadb/store.ts"),
    ]);
    const connections = createConnections({ url, patienceMilliseconds });
    return { store: createMariadbStore({ connections, schema }), close: connections.close };
  }
  const [{ default: pg }, { createPostgresStore }] = await Promise.all([
    import("pg"),
    import("../../../../docker/shop/jobs/postgres/store.ts"),
  ]);
  const pool = new pg.Pool({
    connectionString: url,
    max: 5,
    keepAlive: true,
    connectionTimeoutMillis: patienceMilliseconds,
    query_timeout: patienceMilliseconds,
    statement_timeout: patienceMilliseconds,
  });
  // A connection that the server ends while it is idle; the next one is opened when it is needed.
  pool.on("error", () => {});
  return { store: createPostgresStore({ pool, schema }), close: () => pool.end() };
}
