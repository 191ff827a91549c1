import { createConnection } from "mysql2/promise";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasLocalMariadb, startDatabase } from "../../../docker/index.ts";
import type { ServiceConnection } from "../../kit/database-view.ts";
import { createDatabaseView } from "./view.ts";

/** A service's connection, and how it does things. */
interface Client {
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
}

/** A database with the users `carts` and `looker`, who may not read what belongs to `carts`. */
interface Surroundings {
  readonly pattern: RegExp;
  /** Makes a URL for a user. */
  url(user: string): string;
  connect(user: string, application?: string): Promise<Client>;
  stop(): Promise<void>;
}

const password = "of-the-test";

async function postgres(): Promise<Surroundings> {
  const server = await startDatabase("postgres", { how: "embedded" });
  const url = (user: string) => {
    const own = new URL(server.url);
    [own.username, own.password] = [user, password];
    return own.href;
  };
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  for (const user of ["carts", "orders", "looker"])
    await admin.query(`CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
  await admin.end();
  return {
    pattern: /^PostgreSQL \d+/,
    url,
    async connect(user, application = "a service") {
      const client = new pg.Client({ connectionString: url(user), application_name: application });
      await client.connect();
      return client;
    },
    stop: server.stop,
  };
}

async function mariadb(): Promise<Surroundings> {
  const server = await startDatabase("mariadb", { how: "embedded" });
  const admin = await createConnection(server.url);
  await admin.query("CREATE DATABASE shop");
  for (const user of ["carts", "orders", "looker"]) {
    await admin.query(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
    await admin.query(`GRANT SELECT, CREATE, INSERT ON shop.* TO '${user}'@'%'`);
  }
  await admin.query("CREATE TABLE shop.cart (id integer PRIMARY KEY) ENGINE=InnoDB");
  await admin.query("GRANT PROCESS ON *.* TO 'looker'@'%'");
  await admin.end();
  const url = (user: string) => {
    const own = new URL(`${server.url}/shop`);
    [own.username, own.password] = [user, password];
    return own.href;
  };
  return {
    pattern: /^MariaDB \d+/,
    url,
    connect: (user) => createConnection(url(user)),
    stop: server.stop,
  };
}

const installed = await hasLocalMariadb();
if (!installed) process.stderr.write("skipped: MariaDB, since mariadbd is not installed (Debian: mariadb-server)\n");

describe.each([
  { name: "PostgreSQL", start: postgres, possible: true, begin: ["BEGIN", "SELECT 1"], sleep: "SELECT pg_sleep(1)" },
  {
    name: "MariaDB",
    start: mariadb,
    possible: installed,
    begin: ["BEGIN", "INSERT INTO cart VALUES (1)"],
    sleep: "SELECT SLEEP(1)",
  },
])("the connections to $name", ({ name, start, possible, begin, sleep }) => {
  let database: Surroundings;
  beforeAll(async () => {
    if (possible) database = await start();
  }, 90_000);
  afterAll(() => database?.stop());

  /** What is seen of the connections of `carts`. */
  async function look(applications?: readonly string[]): Promise<readonly ServiceConnection["state"][]> {
    const view = createDatabaseView({ url: database.url("looker"), user: "carts", applications });
    const reader = await view.connect();
    try {
      expect(reader.engine).toMatch(database.pattern);
      return (await reader.connections()).map(({ state }) => state).sort();
    } finally {
      await reader.close();
    }
  }

  test.runIf(possible)("are those of the service alone, and none is the harness's own", async () => {
    expect(await look()).toEqual([]);
    const clients = await Promise.all(["carts", "carts", "orders"].map((user) => database.connect(user)));
    expect(await look()).toHaveLength(2);
    await Promise.all(clients.map((client) => client.end()));
    await expect.poll(() => look()).toEqual([]);
  });

  test.runIf(possible)("are seen to be at work, in a transaction or idle, by who may see that", async () => {
    const url = name === "PostgreSQL" ? database.url("carts") : database.url("looker");
    const reader = await createDatabaseView({ url, user: "carts" }).connect();
    const clients = await Promise.all([1, 2, 3].map(() => database.connect("carts")));
    const [working, waiting] = clients as [Client, Client];
    for (const text of begin) await waiting.query(text);
    const work = working.query(sleep);
    const states = async () => (await reader.connections()).map(({ state }) => state).sort();
    await expect.poll(states).toEqual(["idle", "transaction", "working"]);
    await work;
    await reader.close();
    await Promise.all(clients.map((client) => client.end()));
  });

  test.runIf(possible && name === "PostgreSQL")("are told apart by the application's name", async () => {
    const clients = await Promise.all(["carts-dc1", "carts-dc2", "psql"].map((one) => database.connect("carts", one)));
    expect(await look(["carts-dc1", "carts-dc2"])).toHaveLength(2);
    await Promise.all(clients.map((client) => client.end()));
  });

  test.runIf(possible && name === "MariaDB")(
    "of others are not seen without the privilege, which is said",
    async () => {
      const view = createDatabaseView({ url: database.url("orders"), user: "carts" });
      await expect(view.connect()).rejects.toThrow("orders may not see the connections of carts: GRANT PROCESS");
    },
  );

  test.runIf(possible)("cannot be read with a wrong password, and the password is not shown", async () => {
    const url = database.url("looker").replace(password, "wrong-one");
    const connecting = createDatabaseView({ url }).connect();
    await expect(connecting).rejects.toMatchObject({ code: "surroundings" });
    await expect(connecting).rejects.not.toThrow("wrong-one");
  });
});

test("a database that nobody listens for is told in one sentence", async () => {
  const connecting = createDatabaseView({ url: "mysql://a:b@127.0.0.1:1/shop" }).connect();
  await expect(connecting).rejects.toThrow(/^The connections at mysql:\/\/127\.0\.0\.1:1\/shop cannot be read \(.+\);/);
});
