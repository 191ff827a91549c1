import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../../../bin/tercet.js", import.meta.url));
const contract = (service: string) =>
  fileURLToPath(new URL(`../../../contracts/catalog/${service}/1.0.0/openapi.json`, import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mock-command-"));
});
afterAll(() => rm(folder, { recursive: true }));

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [cli, "mock", "--port", "0", ...args], { cwd: folder });
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const ready = new Promise<string>((resolve) => {
    child.stdout.on("data", (chunk) => {
      out += chunk;
      if (out.includes("\n")) resolve(out.split(" ")[0] as string);
    });
  });
  const ended = once(child, "exit").then(([code]) => ({ code: code as number, err, out }));
  return { child, ready, ended };
}

const headers = { authorization: "Bearer opaque" };

test("serves several contracts, records for each, and stops cleanly on SIGTERM", async () => {
  const { child, ready, ended } = start(
    `/p=${contract("products")}`,
    `/c=${contract("carts")}`,
    "--record",
    "pacts",
    "--consumer",
    "shop",
  );
  const url = await ready;
  expect((await fetch(`${url}/p/v1/products/milk-1l`, { headers })).status).toBe(200);
  expect((await fetch(`${url}/c/v1/counts`, { headers })).status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 0 });
  const pact = JSON.parse(await readFile(join(folder, "pacts/products.pact.json"), "utf8"));
  expect(pact).toMatchObject({
    consumer: { name: "shop" },
    provider: { name: "products" },
    interactions: [{ request: { path: "/v1/products/milk-1l" } }],
  });
  expect(existsSync(join(folder, "pacts/carts.pact.json"))).toBe(true);
});

test("serves HTTPS by a demo authority, with faults from the command line", async () => {
  const { child, ready, ended } = start(
    contract("products"),
    "--https",
    "--ca",
    "ca.pem",
    "--fault",
    "getProduct:status=503,times=1",
  );
  const url = await ready;
  const ca = await readFile(join(folder, "ca.pem"), "utf8");
  const status = () =>
    new Promise((resolve, reject) => {
      request(`${url}/v1/products/milk-1l`, { ca, headers, agent: false }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on("error", reject)
        .end();
    });
  expect([await status(), await status()]).toEqual([503, 200]);
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: 0, err: "" });
});

test.each([
  [["nothing.json"], /nothing\.json/],
  [[contract("products"), contract("carts")], /both serve GET \/v1\/health: give each a prefix/],
  [[contract("products"), "--fault", "nobody:delay=1"], /no operation/],
  [[contract("products"), "--fault", "boom=1"], /There is no fault "boom"/],
  [[contract("products"), "--record", "x.json"], /belong together/],
  [[contract("products"), "--cert", "x.pem"], /belong together/],
  [[contract("products"), "--cert", "x.pem", "--key", "y.pem"], /cannot be read/],
  [[contract("products"), "--ca", "x.pem"], /--https/],
  [[], /missing required argument/],
])("what is wrong is one sentence and exit 2: %j", async (args, sentence) => {
  const { ended } = start(...args);
  const { code, err } = await ended;
  expect(code).toBe(2);
  expect(err).toMatch(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("a port in use is one sentence and exit 3", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { ended } = start(contract("products"), "--port", String((server.address() as AddressInfo).port));
  expect(await ended).toMatchObject({ code: 3, err: expect.stringContaining("is in use") });
  server.close();
});
