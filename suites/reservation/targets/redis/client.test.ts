import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { createRedisClient } from "./client.ts";

test("gives up a server that takes connections and says nothing, and asks again on a new one", async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on("error", () => {}))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `redis://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const { run } = createRedisClient({ url, patienceMilliseconds: 200 });
  try {
    await expect(run("return 1", [], [])).rejects.toThrow("Redis gave no answer in 200 ms");
    await expect(run("return 1", [], [])).rejects.toThrow("Redis gave no answer in 200 ms");
    expect(sockets).toHaveLength(2);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

test("rejects where nobody listens", async () => {
  const { run } = createRedisClient({ url: "redis://127.0.0.1:1", patienceMilliseconds: 10_000 });
  await expect(run("return 1", [], [])).rejects.toThrow("ECONNREFUSED");
});

describe.runIf(await storeIsThere("redis"))("with a server", () => {
  let database: StartedDatabase;
  beforeAll(async () => {
    database = await startDatabase("redis", { how: "container" });
  }, 120_000);
  afterAll(() => database?.stop());

  test("takes up work again after a crash of the server, and finds what was answered before", async () => {
    const { run } = createRedisClient({ url: database.url, patienceMilliseconds: 10_000 });
    await run("return redis.call('SET', KEYS[1], ARGV[1])", ["key"], [7]);
    await database.nodes[0]?.restart();
    await expect
      .poll(() => run("return redis.call('GET', KEYS[1])", ["key"], []).catch(() => undefined), { timeout: 20_000 })
      .toBe("7");
  });

  test("rejects with what the server says of a script that is wrong, and goes on", async () => {
    const { run } = createRedisClient({ url: database.url, patienceMilliseconds: 10_000 });
    await expect(run("return redis.call('NO SUCH COMMAND')", [], [])).rejects.toThrow(/nknown Redis command/);
    expect(await run("return 1", [], [])).toBe(1);
  });
});
