import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasLocalMariadb, type StartedDatabase, startDatabase } from "../../../docker/index.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import { startFaultProxy } from "./start.ts";
import { failureOf } from "./testing/failure.ts";

const possible = await hasLocalMariadb();
if (!possible) process.stderr.write("skipped: commits of MariaDB through a proxy, since mariadbd is not installed\n");

const ways: Readonly<Record<string, (client: Connection) => Promise<unknown>>> = {
  "text queries": async (client) => {
    await client.query("BEGIN");
    await client.query("INSERT INTO thing VALUES ('a', 0)");
    await client.query("/* the end */ commit");
  },
  "prepared statements": async (client) => {
    await client.query("START TRANSACTION");
    await client.execute("INSERT INTO thing VALUES (?, ?)", ["a", 0]);
    await client.execute("COMMIT");
  },
  "one text with several statements": (client) =>
    client.query("BEGIN; INSERT INTO thing VALUES ('a;', 0); UPDATE thing SET name = 'a'; COMMIT; SELECT 1"),
  "an autocommitted text": (client) => client.query("INSERT INTO thing VALUES ('a', 0)"),
  "an autocommitted prepared statement": (client) => client.execute("INSERT INTO thing VALUES (?, ?)", ["a", 0]),
  "a statement that writes and gives rows": (client) =>
    client.query("INSERT INTO thing VALUES ('a', 0) RETURNING name"),
  "COMMIT without autocommit": async (client) => {
    await client.query("SET autocommit = 0");
    await client.query("INSERT INTO thing VALUES ('a', 0)");
    await client.query("COMMIT");
  },
  "autocommit that is switched on again": async (client) => {
    await client.query("SET autocommit = 0");
    await client.query("INSERT INTO thing VALUES ('a', 0)");
    await client.query("SET autocommit = 1");
  },
  "a definition, which commits what was open": async (client) => {
    await client.query("BEGIN");
    await client.query("INSERT INTO thing VALUES ('a', 0)");
    await client.query("CREATE OR REPLACE TABLE other (name int)");
  },
};

describe.runIf(possible)("MariaDB", () => {
  let database: StartedDatabase;
  let direct: Connection;
  let proxy: FaultProxy;
  let client: Connection;
  const connectTo = async (address: { readonly host: string; readonly port: number }) => {
    const url = new URL(database.url);
    const connection = await createConnection({
      host: address.host,
      port: address.port,
      user: url.username,
      password: decodeURIComponent(url.password),
      multipleStatements: true,
    });
    connection.on("error", () => {});
    return connection;
  };
  beforeAll(async () => {
    database = await startDatabase("mariadb", { how: "embedded" });
    direct = await connectTo(database);
    await direct.query("CREATE DATABASE bench");
    await direct.query("USE bench");
  });
  afterAll(async () => {
    await direct?.end();
    await database?.stop();
  });
  beforeEach(async () => {
    await direct.query("CREATE OR REPLACE TABLE thing (name varchar(100) PRIMARY KEY, size int)");
    proxy = await startFaultProxy({ host: database.host, port: database.port, protocol: "mysql" });
    client = await connectTo(proxy);
    await client.query("USE bench");
  });
  afterEach(async () => {
    client?.destroy();
    await proxy?.close();
  });
  const things = async () => {
    const [rows] = await direct.query("SELECT name FROM thing ORDER BY name");
    return (rows as { name: string }[]).map(({ name }) => name);
  };

  describe.each(Object.entries(ways))("%s", (_way, write) => {
    test("loseAnswerOfCommit: the row is there, and the client got an error", async () => {
      const lost = proxy.loseAnswerOfCommit();
      expect(await failureOf(write(client))).toMatch(/ECONNRESET|closed|lost/);
      expect(await lost).toMatchObject({ lost: true });
      expect(await things()).toEqual(["a"]);
    });

    test("loseCommit: the row is not there, and the client got an error", async () => {
      const lost = proxy.loseCommit();
      expect(await failureOf(write(client))).toMatch(/ECONNRESET|closed|lost/);
      expect(await lost).toMatchObject({ lost: true });
      // It waits for the locks of the session that was cut.
      await direct.query("INSERT INTO thing VALUES ('b', 0)");
      expect(await things()).toEqual(["b"]);
    });

    test("without a fault, it is committed and answered", async () => {
      await write(client);
      expect(await things()).toEqual(["a"]);
    });
  });

  test("match chooses a transaction by any of its statements", async () => {
    const lost = proxy.loseAnswerOfCommit({ match: (text) => text.includes("'b'") });
    await client.query("INSERT INTO thing VALUES ('a', 0)");
    await client.beginTransaction();
    await client.query("INSERT INTO thing VALUES ('b', 0)");
    expect(await failureOf(client.commit())).toBeDefined();
    expect(await lost).toEqual({
      lost: true,
      statement: "START TRANSACTION;\nINSERT INTO thing VALUES ('b', 0);\nCOMMIT",
    });
  });

  test("what fails, changes no row, reads or is rolled back commits nothing", async () => {
    await client.query("INSERT INTO thing VALUES ('a', 0)");
    const lost = proxy.loseAnswerOfCommit();
    expect(await failureOf(client.query("INSERT INTO thing VALUES ('a', 0)"))).toMatch(/Duplicate/);
    expect(await failureOf(client.execute("INSERT INTO thing VALUES (?, 0)", ["a"]))).toMatch(/Duplicate/);
    await client.query("UPDATE thing SET size = 1 WHERE name = 'none'");
    const [rows] = await client.execute("SELECT * FROM thing WHERE size = ? FOR UPDATE", [0]);
    expect(rows).toHaveLength(1);
    await client.query("BEGIN; INSERT INTO thing VALUES ('c', 0); ROLLBACK");
    await failureOf(client.query("DELETE FROM thing"));
    expect(await lost).toEqual({ lost: true, statement: "DELETE FROM thing" });
  });

  test("large results and statements pass as they are", async () => {
    await direct.query("SET GLOBAL max_allowed_packet = 67108864");
    const other = await connectTo(proxy);
    const text = "x".repeat(20 * 1024 * 1024);
    const [rows] = await other.query(`SELECT '${text}' AS text UNION ALL SELECT 'y'`);
    expect((rows as { text: string }[]).map((row) => row.text.length)).toEqual([text.length, 1]);
    const lost = proxy.loseAnswerOfCommit();
    await failureOf(other.query(`INSERT INTO bench.thing SELECT left('${text}', 2), 1`));
    expect(await lost).toMatchObject({ lost: true });
    expect(await things()).toEqual(["xx"]);
    other.destroy();
  });

  test("a client that asks for compression is told apart", async () => {
    const lost = proxy.loseCommit();
    const url = new URL(database.url);
    const compressed = await createConnection({
      host: proxy.host,
      port: proxy.port,
      user: url.username,
      password: decodeURIComponent(url.password),
      compress: true,
    });
    expect(await lost).toEqual({ lost: false, because: expect.stringMatching(/compressed/) });
    const [rows] = await compressed.query("SELECT 1 AS one");
    expect(rows).toEqual([{ one: 1 }]);
    compressed.destroy();
  });
});
