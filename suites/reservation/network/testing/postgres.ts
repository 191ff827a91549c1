import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import type { FaultProxy } from "../fault-proxy.ts";
import { startFaultProxy } from "../start.ts";

/** A database with an empty table `thing`, and a proxy before it that is new for each test. */
export interface PostgresBench {
  readonly proxy: FaultProxy;
  readonly database: StartedDatabase;
  /** A client that does not go through the proxy. */
  readonly direct: pg.Client;
  connect(): Promise<pg.Client>;
  /** Names of the things that are committed. */
  things(): Promise<string[]>;
  /** Whether the server still has the session of a client. */
  hasSession(client: pg.Client): Promise<boolean>;
}

/** Starts one database for all tests of a file. */
export function usePostgres(): PostgresBench {
  let database: StartedDatabase;
  let direct: pg.Client;
  let proxy: FaultProxy;
  const clients: pg.Client[] = [];
  const connectTo = async (host: string, port: number) => {
    const url = Object.assign(new URL(database.url), { hostname: host, port: String(port) });
    const client = new pg.Client({ connectionString: url.href });
    // What breaks while nothing is awaited is told by the next query.
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  beforeAll(async () => {
    database = await startDatabase("postgres", { how: "embedded" });
    direct = await connectTo(database.host, database.port);
  });
  afterAll(async () => {
    await direct?.end();
    await database?.stop();
  });
  beforeEach(async () => {
    await direct.query("DROP TABLE IF EXISTS thing; CREATE TABLE thing (name text PRIMARY KEY, size int DEFAULT 0)");
    proxy = await startFaultProxy({ host: database.host, port: database.port, protocol: "postgres" });
  });
  afterEach(async () => {
    await proxy.close();
    for (const client of clients.splice(0)) void client.end();
  });
  return {
    get proxy() {
      return proxy;
    },
    get database() {
      return database;
    },
    get direct() {
      return direct;
    },
    async connect() {
      const client = await connectTo(proxy.host, proxy.port);
      clients.push(client);
      return client;
    },
    async things() {
      const { rows } = await direct.query<{ name: string }>("SELECT name FROM thing ORDER BY name");
      return rows.map(({ name }) => name);
    },
    async hasSession(client) {
      const { processID } = client as unknown as { processID: number };
      return (await direct.query("SELECT FROM pg_stat_activity WHERE pid = $1", [processID])).rowCount === 1;
    },
  };
}
