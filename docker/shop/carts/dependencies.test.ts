import { fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededCustomers } from "../../../contracts/source/shop/seeds.ts";
import type { StartedDatabase } from "../../databases/database.ts";
import { startDatabase } from "../../databases/start.ts";
import { type Instance, launch } from "../launch.ts";
import { type Provision, provision } from "../provision/provision.ts";
import { createTestClient, type TestClient } from "../testing/client.ts";

let directory: string;
let database: StartedDatabase;
let provided: Provision;
let client: TestClient;
let carts: Instance;
let identity: Instance;
let neighbour: Server;

/** When the stand-in for customers and products was asked, and whether it answers. */
const asked: number[] = [];
let answers = true;

const operator = { roles: ["operator"] };
const { signal } = new AbortController();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-dependencies-"));
  database = await startDatabase("postgres", { how: "embedded" });
  provided = await provision(directory, database.url);
  client = await createTestClient(provided);
  const secrets = provided.secretsOf("products");
  neighbour = createServer(
    { cert: await readFile(join(secrets, "certificate.pem")), key: await readFile(join(secrets, "key.pem")) },
    (request, response) => {
      asked.push(performance.now());
      if (!answers) return;
      const milk = { sku: "milk-1l", priceCentimes: 195, minimumAge: 0, sold: true, maximumQuantity: 24 };
      const customer = { owner: "demo-shopper", kind: "business", deliveryPass: false, since: 2026 };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.url?.startsWith("/v1/products") ? { products: [milk] } : customer));
    },
  ).listen(0, "127.0.0.1");
  await once(neighbour, "listening");
  const url = `https://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
  const start = (service: "identity" | "carts", variables: Record<string, string>) =>
    launch({
      ...{ service, dataCentre: "dc1", signal, logFile: join(directory, `${service}.ndjson`) },
      variables: { SECRETS: provided.secretsOf(service), ...variables },
    });
  identity = await start("identity", {});
  carts = await start("carts", {
    IDENTITY_URLS: identity.url,
    CUSTOMERS_URLS: url,
    PRODUCTS_URLS: url,
    INSTANCES: "5",
  });
});
afterAll(async () => {
  neighbour.closeAllConnections();
  neighbour.close();
  await Promise.all([client.close(), carts.stop(), identity.stop()]);
  await database.stop();
  await rm(directory, { recursive: true, force: true });
});

const openCart = () =>
  client.call("POST", `${carts.url}/v1/carts`, {
    key: crypto.randomUUID(),
    body: { customerId: seededCustomers.adult },
  });

test("calls to another service keep this instance's share of the declared rate; what is too much gets 503", async () => {
  const results = await Promise.all(Array.from({ length: 40 }, openCart));
  const refused = results.filter(({ status }) => status === 503);
  // A fifth of 50 calls in a second; the other instances have the rest.
  const most = Math.max(...asked.map((from) => asked.filter((at) => at >= from && at < from + 1000).length));
  expect(most).toBeLessThanOrEqual(10);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers["retry-after"]).toBe("1");
  expect(results.filter(({ status }) => status === 201).length + refused.length).toBe(40);
});

test("a dependency that says more than is asked for is understood", async () => {
  await expect.poll(async () => (await openCart()).status, { timeout: 5_000, interval: 300 }).toBe(201);
});

test("a dependency that does not answer costs two seconds, and the self-test names it", async () => {
  answers = false;
  const startedAt = performance.now();
  const answer = await openCart();
  expect(answer).toMatchObject({ status: 503, body: { detail: "customers is out of reach; try again." } });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  // A self-test may be 5 seconds old.
  const selfTest = async () => (await client.call("GET", `${carts.url}/v1/health`, operator)).status;
  await expect.poll(selfTest, { timeout: 15_000, interval: 500 }).toBe(503);
  const { body } = await client.call("GET", `${carts.url}/v1/health`, operator);
  expect(JSON.stringify(body)).toContain("The service customers does not answer.");
  answers = true;
  await expect.poll(selfTest, { timeout: 15_000, interval: 500 }).toBe(200);
});

test("alone, without database and neighbours, the service answers, and says what is missing", async () => {
  const lonely = join(directory, "lonely");
  await cp(provided.secretsOf("carts"), lonely, { recursive: true });
  await writeFile(join(lonely, "database-url"), "postgres://carts:x@127.0.0.1:1/shop");
  const child = fork(fileURLToPath(new URL("./main.ts", import.meta.url)), [], {
    execArgv: ["--no-warnings"],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: {
      ...{ HOST: "127.0.0.1", PORT: "0", DATA_CENTRE: "dc1", SECRETS: lonely },
      ...{
        IDENTITY_URLS: "https://127.0.0.1:1",
        CUSTOMERS_URLS: "https://127.0.0.1:1",
        PRODUCTS_URLS: "https://127.0.0.1:1",
      },
    },
  });
  const exited = once(child, "exit");
  let port = 0;
  for await (const line of createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })) {
    ({ port } = JSON.parse(line));
    break;
  }
  const health = await client.call("GET", `https://127.0.0.1:${port}/v1/health`, operator);
  expect(health.status).toBe(503);
  expect(JSON.stringify(health.body)).toMatch(/The database does not answer\..*products does not answer\..*customers/);
  const counts = await client.call("GET", `https://127.0.0.1:${port}/v1/counts`, operator);
  expect(counts).toMatchObject({ status: 503, body: { detail: "The database is out of reach; try again." } });
  child.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});
