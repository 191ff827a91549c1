import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../contracts/index.ts";
import { startFaultProxy } from "./start.ts";
import { exchange } from "./testing/exchange.ts";
import { failureOf, patience } from "./testing/failure.ts";
import { usePostgres } from "./testing/postgres.ts";

const bench = usePostgres();

/** Long enough that a local server would have answered many times over. */
const silenceMilliseconds = 500;

/** What became of a query, without waiting for it. */
function watch(query: Promise<unknown>): { readonly state: "waiting" | "answered" | "failed" } {
  const watched: { state: "waiting" | "answered" | "failed" } = { state: "waiting" };
  query.then(
    () => {
      watched.state = "answered";
    },
    () => {
      watched.state = "failed";
    },
  );
  return watched;
}

async function works(client: pg.Client): Promise<boolean> {
  return (await failureOf(client.query("SELECT 1"))) === undefined;
}

describe("partition", () => {
  test("both ways: nothing arrives and nothing comes back, until it is healed by a reset", async () => {
    const client = await bench.connect();
    bench.proxy.partition("both");
    const query = watch(client.query("INSERT INTO thing VALUES ('a')"));
    await sleep(silenceMilliseconds);
    expect(query.state).toBe("waiting");
    expect(await bench.things()).toEqual([]);
    bench.proxy.heal();
    await expect.poll(() => query.state, patience).toBe("failed");
    expect(await bench.things()).toEqual([]);
    expect(await works(await bench.connect())).toBe(true);
  });

  test("to the store: what the worker sends does not arrive, what the store sends does", async () => {
    const client = await bench.connect();
    await client.query("LISTEN news");
    const heard = new Promise((resolve) => client.on("notification", resolve));
    bench.proxy.partition("to-store");
    const query = watch(client.query("INSERT INTO thing VALUES ('a')"));
    await bench.direct.query("NOTIFY news");
    expect(await heard).toMatchObject({ channel: "news" });
    expect(query.state).toBe("waiting");
    expect(await bench.things()).toEqual([]);
  });

  test("from the store: the work is done, and the worker never hears of it", async () => {
    const client = await bench.connect();
    bench.proxy.partition("from-store");
    const query = watch(client.query("INSERT INTO thing VALUES ('a')"));
    await expect.poll(() => bench.things(), patience).toEqual(["a"]);
    await sleep(silenceMilliseconds);
    expect(query.state).toBe("waiting");
  });

  test("a connection that lost nothing goes on once it is healed", async () => {
    const client = await bench.connect();
    bench.proxy.partition("both");
    bench.proxy.heal();
    expect(await works(client)).toBe(true);
  });

  test("a new connection is not answered, and is reset once it is healed", async () => {
    bench.proxy.partition("to-store");
    const connecting = bench.connect();
    const state = watch(connecting);
    await sleep(silenceMilliseconds);
    expect(state.state).toBe("waiting");
    bench.proxy.heal();
    expect(await failureOf(connecting)).toMatch(/ECONNRESET|terminated/);
  });

  test("the store does not learn that the worker is gone", async () => {
    const client = await bench.connect();
    bench.proxy.partition("both");
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    await sleep(silenceMilliseconds);
    expect(await bench.hasSession(client)).toBe(true);
    bench.proxy.heal();
    await expect.poll(() => bench.hasSession(client), patience).toBe(false);
  });
});

test("halfOpen: the client hangs, the server has no session any more, and a new connection works", async () => {
  const client = await bench.connect();
  bench.proxy.halfOpen();
  const query = watch(client.query("SELECT 1"));
  await expect.poll(() => bench.hasSession(client), patience).toBe(false);
  expect(await works(await bench.connect())).toBe(true);
  await sleep(silenceMilliseconds);
  expect(query.state).toBe("waiting");
  bench.proxy.heal();
  await expect.poll(() => query.state, patience).toBe("failed");
});

test("killConnections: both sides are reset, and a new connection works", async () => {
  const client = await bench.connect();
  const query = client.query("SELECT pg_sleep(60)");
  bench.proxy.killConnections();
  expect(await failureOf(query)).toMatch(/ECONNRESET/);
  expect(await works(await bench.connect())).toBe(true);
  const idle = await bench.connect();
  bench.proxy.killConnections();
  await expect.poll(() => bench.hasSession(idle), patience).toBe(false);
});

test("refuse: new connections are reset until it is healed, others go on", async () => {
  const client = await bench.connect();
  bench.proxy.refuse();
  expect(await failureOf(bench.connect())).toMatch(/ECONNRESET|terminated/);
  expect(await works(client)).toBe(true);
  bench.proxy.heal();
  expect(await works(await bench.connect())).toBe(true);
});

describe("delay", () => {
  test("a query takes twice as long, and no longer once it is healed", async () => {
    const client = await bench.connect();
    bench.proxy.delay(150);
    const begin = performance.now();
    await client.query("SELECT 1");
    expect(performance.now() - begin).toBeGreaterThanOrEqual(299);
    bench.proxy.heal();
    const times = [];
    for (let index = 0; index < 5; index++) {
      const start = performance.now();
      await client.query("SELECT 1");
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(150);
  });

  test("with jitter, the order is kept, and many pieces are under way at the same time", async () => {
    const client = await bench.connect();
    bench.proxy.delay(100, 50, createRandom(1));
    const begin = performance.now();
    const { rows } = await client.query("SELECT n, repeat('x', 10000) FROM generate_series(1, 2000) AS n");
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    // 20 MB are several hundred pieces: one after the other, they would take half a minute.
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  test("is combined with a commit whose answer is lost", async () => {
    const client = await bench.connect();
    bench.proxy.delay(50);
    const lost = bench.proxy.loseAnswerOfCommit();
    expect(await failureOf(client.query("INSERT INTO thing VALUES ('a')"))).toMatch(/ECONNRESET|terminated/);
    expect(await lost).toMatchObject({ lost: true });
    expect(await bench.things()).toEqual(["a"]);
  });
});

test("retarget: existing connections are reset, new ones go to the other node", async () => {
  const client = await bench.connect();
  const other = createServer((socket) => socket.on("error", () => {}).end("other")).listen(0, "127.0.0.1");
  await expect.poll(() => other.address(), patience).not.toBeNull();
  bench.proxy.retarget({ host: "127.0.0.1", port: (other.address() as { port: number }).port });
  expect(await works(client)).toBe(false);
  expect(await exchange(bench.proxy, Buffer.from("hello"))).toBe("other");
  other.close();
});

test("a store that does not listen shows as a reset", async () => {
  const proxy = await startFaultProxy({ host: "127.0.0.1", port: 1, protocol: "postgres" });
  expect(await exchange(proxy, Buffer.from("hello"))).toBe("ECONNRESET");
  await proxy.close();
});

test("the end of one side reaches the other: a client that ends leaves no session", async () => {
  const client = await bench.connect();
  expect(await bench.hasSession(client)).toBe(true);
  await client.end();
  await expect.poll(() => bench.hasSession(client), patience).toBe(false);
});

test("an address that is not of this machine is refused in one sentence", async () => {
  const start = startFaultProxy({ host: "127.0.0.1", port: 1, protocol: "redis", listenHost: "192.0.2.1" });
  await expect(start).rejects.toMatchObject({
    code: "surroundings",
    message: expect.stringMatching(
      /^A fault proxy cannot listen on 192\.0\.2\.1 .*: name an address of this machine\.$/,
    ),
  });
});

test("an abort closes the proxy, and one before the start is thrown", async () => {
  const controller = new AbortController();
  const proxy = await startFaultProxy({ host: "127.0.0.1", port: 1, protocol: "redis", signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect.poll(() => exchange(proxy, Buffer.from("x")), patience).toBe("ECONNREFUSED");
  const { signal } = controller;
  await expect(startFaultProxy({ host: "127.0.0.1", port: 1, protocol: "redis", signal })).rejects.toThrow("enough");
});
