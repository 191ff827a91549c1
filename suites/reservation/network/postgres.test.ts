import { once } from "node:events";
import { createServer } from "node:net";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { startFaultProxy } from "./start.ts";
import { exchange } from "./testing/exchange.ts";
import { failureOf, patience } from "./testing/failure.ts";
import { usePostgres } from "./testing/postgres.ts";

const bench = usePostgres();

const ways: Readonly<Record<string, (client: pg.Client) => Promise<unknown>>> = {
  "simple queries": async (client) => {
    await client.query("BEGIN");
    await client.query("INSERT INTO thing VALUES ('a')");
    await client.query("COMMIT");
  },
  "one text with several statements": (client) =>
    client.query("BEGIN; INSERT INTO thing VALUES ('a'); /* done */ coMMit; SELECT 1"),
  "END after a comment": async (client) => {
    await client.query("START TRANSACTION");
    await client.query("INSERT INTO thing VALUES ($1)", ["a"]);
    await client.query("-- the end\nEND");
  },
  "prepared statements": async (client) => {
    await client.query({ name: "begin", text: "BEGIN" });
    await client.query({ name: "insert", text: "INSERT INTO thing VALUES ($1)", values: ["a"] });
    await client.query({ name: "commit", text: "COMMIT" });
  },
  "an autocommitted text": (client) => client.query("INSERT INTO thing VALUES ('a')"),
  "an implicit transaction of two statements": (client) =>
    client.query("INSERT INTO thing VALUES ('a'); UPDATE thing SET size = 1"),
  "an autocommitted statement with parameters": (client) =>
    client.query("WITH new AS (SELECT $1::text AS name) INSERT INTO thing SELECT name FROM new", ["a"]),
  "a pipeline with one Sync": (client) => pipeline(client, ["BEGIN", "INSERT INTO thing VALUES ('a')", "COMMIT"]),
  "a pipeline without BEGIN": (client) => pipeline(client, ["INSERT INTO thing VALUES ('a')", "SELECT 1"]),
  "COPY FROM STDIN": (client) => copy(client, "COPY thing FROM STDIN", "a\t1\n"),
};

describe.each(Object.entries(ways))("%s", (_way, write) => {
  test("loseAnswerOfCommit: the row is there, and the client got an error", async () => {
    const client = await bench.connect();
    await client.query("SELECT 1");
    const lost = bench.proxy.loseAnswerOfCommit();
    expect(await failureOf(write(client))).toMatch(/ECONNRESET|terminated/);
    expect(await lost).toMatchObject({ lost: true });
    expect(await bench.things()).toEqual(["a"]);
  });

  test("loseCommit: the row is not there, and the client got an error", async () => {
    const client = await bench.connect();
    const lost = bench.proxy.loseCommit();
    expect(await failureOf(write(client))).toMatch(/ECONNRESET|terminated/);
    expect(await lost).toMatchObject({ lost: true });
    await expect.poll(() => bench.hasSession(client), patience).toBe(false);
    expect(await bench.things()).toEqual([]);
  });

  test("without a fault, it is committed and answered", async () => {
    const client = await bench.connect();
    await write(client);
    expect(await bench.things()).toEqual(["a"]);
  });
});

test("a new connection works after a commit was lost", async () => {
  const client = await bench.connect();
  const lost = bench.proxy.loseAnswerOfCommit();
  await failureOf(client.query("INSERT INTO thing VALUES ('a')"));
  await lost;
  await (await bench.connect()).query("INSERT INTO thing VALUES ('b')");
  expect(await bench.things()).toEqual(["a", "b"]);
});

test("match chooses a transaction by any of its statements, and others go on", async () => {
  const client = await bench.connect();
  const lost = bench.proxy.loseAnswerOfCommit({ match: (text) => /UPDATE thing/.test(text) });
  await client.query("INSERT INTO thing VALUES ('a')");
  await client.query("BEGIN");
  await client.query("INSERT INTO thing VALUES ('b')");
  await client.query("COMMIT");
  await client.query("BEGIN");
  await client.query("UPDATE thing SET size = $1", [1]);
  expect(await failureOf(client.query("COMMIT"))).toBeDefined();
  expect(await lost).toEqual({ lost: true, statement: "BEGIN;\nUPDATE thing SET size = $1;\nCOMMIT" });
});

test("a commit that the server refuses is answered, and the next one is lost", async () => {
  await bench.direct.query("ALTER TABLE thing ADD CONSTRAINT one UNIQUE (size) DEFERRABLE INITIALLY DEFERRED");
  const client = await bench.connect();
  const lost = bench.proxy.loseAnswerOfCommit();
  await client.query("BEGIN; INSERT INTO thing VALUES ('a'), ('b')");
  expect(await failureOf(client.query({ name: "commit", text: "COMMIT" }))).toMatch(/duplicate key/);
  await client.query("BEGIN");
  expect(await failureOf(client.query("SELECT 1/0"))).toMatch(/division/);
  expect((await client.query("COMMIT")).command).toBe("ROLLBACK");
  expect(await failureOf(client.query("INSERT INTO thing VALUES ('c')"))).toMatch(/ECONNRESET|terminated/);
  expect(await lost).toEqual({ lost: true, statement: "INSERT INTO thing VALUES ('c')" });
  expect(await bench.things()).toEqual(["c"]);
});

test("a statement that changes no row commits nothing; neither does a SELECT or a rolled back transaction", async () => {
  const client = await bench.connect();
  const lost = bench.proxy.loseAnswerOfCommit();
  await client.query("UPDATE thing SET size = 1");
  await client.query("DELETE FROM thing WHERE name = $1", ["a"]);
  await client.query("SELECT count(*) FROM thing");
  await client.query("BEGIN; INSERT INTO thing VALUES ('a'); SAVEPOINT here; ROLLBACK TO here; ROLLBACK");
  await failureOf(client.query("INSERT INTO thing VALUES ('b')"));
  expect(await lost).toEqual({ lost: true, statement: "INSERT INTO thing VALUES ('b')" });
});

test("a SELECT that calls a function is lost only where match chooses it", async () => {
  await bench.direct.query(
    "CREATE OR REPLACE FUNCTION add() RETURNS int LANGUAGE sql AS $$ INSERT INTO thing VALUES ('a') RETURNING 1 $$",
  );
  const client = await bench.connect();
  const any = bench.proxy.loseAnswerOfCommit();
  await client.query("SELECT add()");
  const chosen = bench.proxy.loseAnswerOfCommit({ match: (text) => text.includes("add()") });
  await bench.direct.query("TRUNCATE thing");
  expect(await failureOf(client.query("SELECT add()"))).toBeDefined();
  expect(await chosen).toEqual({ lost: true, statement: "SELECT add()" });
  bench.proxy.heal();
  expect(await any).toMatchObject({ lost: false });
});

test("a statement of 32 MiB passes, and its answer can be lost", async () => {
  const client = await bench.connect();
  const lost = bench.proxy.loseAnswerOfCommit();
  const name = "x".repeat(32 * 1024 * 1024);
  await failureOf(client.query("INSERT INTO thing SELECT left($1, 3)", [name]));
  expect(await lost).toMatchObject({ lost: true });
  expect(await bench.things()).toEqual(["xxx"]);
});

test("rows of many megabytes come back as they are", async () => {
  const client = await bench.connect();
  const { rows } = await client.query("SELECT repeat('ab', 500000) AS text FROM generate_series(1, 20)");
  expect(rows.map(({ text }) => text.length)).toEqual(Array(20).fill(1_000_000));
});

test("a request to cancel passes", async () => {
  const client = await bench.connect();
  const sleeping = failureOf(client.query("SELECT pg_sleep(60)"));
  const running = () =>
    bench.direct.query("SELECT FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep' AND state = 'active'");
  await expect.poll(async () => (await running()).rowCount, patience).toBe(1);
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const request = Buffer.alloc(16);
  request.writeUInt32BE(16, 0);
  request.writeUInt32BE(80_877_102, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  await exchange(bench.proxy, request);
  expect(await sleeping).toMatch(/cancel/);
});

test("an encrypted connection says that no commit can be seen in it", async () => {
  const server = createServer((socket) => socket.on("error", () => {}).on("data", () => socket.write("S"))).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const proxy = await startFaultProxy({ host: "127.0.0.1", port, protocol: "postgres" });
  const lost = proxy.loseCommit();
  expect(await exchange(proxy, Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]))).toBe("S");
  expect(await lost).toEqual({ lost: false, because: expect.stringMatching(/encrypted.*without TLS/) });
  await proxy.close();
  server.close();
});

test("a server that refuses encryption is followed on", async () => {
  const client = await bench.connect();
  const { host, port } = bench.proxy;
  const refused = await exchange({ host, port }, Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  expect(refused).toBe("N");
  const lost = bench.proxy.loseCommit();
  await failureOf(client.query("INSERT INTO thing VALUES ('a')"));
  expect(await lost).toMatchObject({ lost: true });
});

test("healed, closed, aborted, or with a choice that fails: it is said why nothing was lost", async () => {
  const client = await bench.connect();
  const healed = bench.proxy.loseCommit();
  bench.proxy.heal();
  const controller = new AbortController();
  const aborted = bench.proxy.loseCommit({ signal: controller.signal });
  controller.abort();
  const failing = bench.proxy.loseCommit({
    match: () => {
      throw new Error("no such job");
    },
  });
  await client.query("INSERT INTO thing VALUES ('a')");
  const closed = bench.proxy.loseCommit();
  await bench.proxy.close();
  expect(await healed).toMatchObject({ lost: false, because: expect.stringContaining("healed") });
  expect(await aborted).toMatchObject({ lost: false, because: expect.stringContaining("nobody waited") });
  expect(await failing).toMatchObject({ lost: false, because: expect.stringContaining("no such job") });
  expect(await closed).toMatchObject({ lost: false, because: expect.stringContaining("closed") });
});

interface WireConnection {
  parse(query: object, more?: boolean): void;
  bind(config: object, more?: boolean): void;
  execute(config: object, more?: boolean): void;
  sync(): void;
  query(text: string): void;
  sendCopyFromChunk(bytes: Buffer): void;
  endCopyFrom(): void;
}

/** Sends statements by the extended protocol, with one Sync after the last. */
function pipeline(client: pg.Client, texts: readonly string[]): Promise<void> {
  return submit(client, (connection) => {
    for (const text of texts) {
      connection.parse({ text, name: "", types: [] }, true);
      connection.bind({ portal: "", statement: "", values: [], valueMapper: (value: unknown) => value }, true);
      connection.execute({ portal: "", rows: 0 }, true);
    }
    connection.sync();
  });
}

function copy(client: pg.Client, text: string, data: string): Promise<void> {
  return submit(
    client,
    (connection) => connection.query(text),
    (connection) => {
      connection.sendCopyFromChunk(Buffer.from(data));
      connection.endCopyFrom();
    },
  );
}

/** Hands a request to the client as its own queries do. */
function submit(
  client: pg.Client,
  send: (connection: WireConnection) => void,
  onCopy: (connection: WireConnection) => void = () => {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: send,
      handleCopyInResponse: onCopy,
      handleReadyForQuery: () => resolve(),
      handleError: reject,
      handleRowDescription() {},
      handleDataRow() {},
      handleCommandComplete() {},
      handleEmptyQuery() {},
      handlePortalSuspended() {},
    } as unknown as pg.Submittable);
  });
}
