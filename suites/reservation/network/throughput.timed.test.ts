import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, test } from "vitest";
import { usePostgres } from "./testing/postgres.ts";

const bench = usePostgres();

const parallel = 10;
const rounds = 5;
const patience = { timeout: 240_000 };

/** The throughput through a proxy in another process, as a part of the direct one; measured in turns, the best of each. */
async function ratio(text: string, times: number): Promise<number> {
  const script = fileURLToPath(new URL("./testing/proxy-process.ts", import.meta.url));
  const proxy = spawn(process.execPath, ["--no-warnings", script, String(bench.database.port)]);
  const [port] = await once(proxy.stdout, "data");
  const [direct, through] = [await clients(bench.database.port), await clients(Number(port))];
  let [best, bestDirect] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    bestDirect = Math.max(bestDirect, await rate(direct, text, times));
    best = Math.max(best, await rate(through, text, times));
  }
  await Promise.all([...direct, ...through].map((client) => client.end()));
  proxy.stdin.end();
  await once(proxy, "close");
  return best / bestDirect;
}

async function clients(port: number): Promise<pg.Client[]> {
  const connectionString = Object.assign(new URL(bench.database.url), { port: String(port) }).href;
  const all = Array.from({ length: parallel }, () => new pg.Client({ connectionString }));
  for (const client of all) client.on("error", () => {});
  await Promise.all(all.map((client) => client.connect()));
  return all;
}

/** Queries in a second. */
async function rate(all: readonly pg.Client[], text: string, times: number): Promise<number> {
  const begin = performance.now();
  await Promise.all(
    all.map(async (client) => {
      for (let index = 0; index < times; index++) await client.query(text);
    }),
  );
  return (times * all.length * 1000) / (performance.now() - begin);
}

// A query of a few bytes costs the client one write and one read, and the proxy two of each; of rows, each is looked at.
test("the smallest queries are answered at a third of the direct rate or faster", patience, async () => {
  expect(await ratio("SELECT 1", 100)).toBeGreaterThanOrEqual(1 / 3);
});

test("results of many small rows come at a third of the direct rate or faster", patience, async () => {
  expect(await ratio("SELECT n, repeat('x', 200) FROM generate_series(1, 5000) AS n", 2)).toBeGreaterThanOrEqual(1 / 3);
});
