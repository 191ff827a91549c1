import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Event } from "../../contracts/index.ts";
import { parseContract } from "../../contracts/model/parse.ts";
import { type StartedDatabase, startDatabase } from "../../docker/index.ts";
import { type ScenarioContext, scenario } from "../../suites/kit/scenario.ts";
import type { Target } from "../../suites/kit/target.ts";
import { thingsContract } from "../engine/fixtures/things-contract.ts";
import { startThings, type ThingsProvider } from "../engine/fixtures/things-provider.ts";
import { startRun } from "../engine/run.ts";
import { startMonitor } from "./monitor.ts";
import { serveStatus } from "./serve.ts";

const uses = { things: "^1" } as const;
const tokens = {
  issuer: "https://identity.example",
  audience: "things",
  subject: "nobody",
  lifetimeSeconds: 60,
  rolesClaim: "roles",
  signing: { alg: "HS256", key: { kty: "oct", k: Buffer.alloc(32, 7).toString("base64url") } },
};
const contentHash = createHash("sha256").update("the file").digest("hex");

let database: StartedDatabase;
let state: string;
let things: ThingsProvider;
let targets: ReadonlyMap<string, Target>;

beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
});
afterAll(() => database?.stop());
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "tercet-monitor-"));
  things = await startThings();
  targets = new Map([
    ["things", { contract: await parseContract(thingsContract, "things.json"), urls: [things.url], tokens }],
  ]);
});
afterEach(async () => {
  await things.stop();
  await rm(state, { recursive: true });
});

/** Starts a monitor of one scenario; the environment's name keeps the tests' results apart. */
async function monitor(
  environment: string,
  body: (context: ScenarioContext<typeof uses>) => Promise<void>,
  store = database,
) {
  const events: Event[] = [];
  const told: string[] = [];
  const interruption = new AbortController();
  const declared = scenario({
    id: "makes-things",
    title: "Things are made",
    capability: "making",
    uses,
    as: "maker",
    monitor: { everySeconds: 86_400, timeoutSeconds: 10 },
    run: body,
  });
  const started = await startMonitor({
    environment: { name: environment, production: true, services: {} },
    store: store.url,
    location: "dc1",
    scenarios: [{ scenario: declared, file: "makes-things.ts", contentHash }],
    targets,
    run: startRun({ command: "monitor", version: "0.0.0", seed: 0, sink: (event) => void events.push(event) }),
    state,
    version: "0.0.0",
    signal: interruption.signal,
    told: (sentence) => void told.push(sentence),
  });
  const results = () => events.filter((event) => event.type === "case-finished");
  return { ...started, results, told, interrupt: () => interruption.abort() };
}

test("a round runs each scenario, keeps its result in PostgreSQL, and leaves nothing at the provider", async () => {
  const shop = await monitor("round", async ({ things }) => void (await things.createThing({ size: 1 })));
  expect((await shop.status()).state).toBe("stale");
  await shop.round();
  expect(await shop.status()).toMatchObject({
    state: "pass",
    scenarios: [{ id: "makes-things", state: "pass", location: "dc1", contentHash, cleanup: { verdict: "pass" } }],
  });
  expect(things.things.size).toBe(0);
  await shop.stop();
});

test("a scenario that fails shows so on the page and to machines, which are answered 503", async () => {
  const shop = await monitor("failing", async ({ expect }) => expect("closed").toBe("open"));
  await shop.round();
  const server = await serveStatus(0, shop.status);
  const [page, json] = await Promise.all([fetch(server.url), fetch(`${server.url}/status.json`)]);
  expect([page.status, json.status]).toEqual([503, 503]);
  expect(await page.text()).toContain("Things are made");
  expect(await json.json()).toMatchObject({
    state: "fail",
    scenarios: [{ state: "fail", message: expect.any(String) }],
  });
  expect((await fetch(`${server.url}/other`)).status).toBe(404);
  expect((await fetch(server.url, { method: "POST" })).status).toBe(405);
  await expect(serveStatus(Number(new URL(server.url).port), shop.status)).rejects.toThrow(
    /is in use: give another --port/,
  );
  await server.close();
  await shop.stop();
});

test("two monitors of one environment run each period once, until they are interrupted", async () => {
  const monitors = await Promise.all(
    [1, 2].map(() => monitor("schedule", async ({ things }) => void (await things.createThing({ size: 1 })))),
  );
  const watching = monitors.map((one) => one.watch());
  const results = () => monitors.flatMap((one) => one.results());
  await vi.waitFor(() => expect(results()).toHaveLength(1), { timeout: 15_000 });
  for (const one of monitors) one.interrupt();
  await Promise.all(watching);
  await Promise.all(monitors.map((one) => one.stop()));
  expect(results()).toHaveLength(1);
});

test("a store that is lost is told once, makes the run inconclusive, and is used again when it answers", async () => {
  const store = await startDatabase("postgres", { how: "embedded" });
  try {
    const shop = await monitor("outage", async ({ things }) => void (await things.createThing({ size: 1 })), store);
    const watching = shop.watch();
    await vi.waitFor(() => expect(shop.results()).toHaveLength(1), { timeout: 15_000 });
    await store.nodes[0]?.restart();
    const outages = () => shop.results().filter((event) => event.case.id === "scenario/monitor-store");
    await vi.waitFor(() => expect(outages()).toHaveLength(1), { timeout: 30_000 });
    expect(outages()[0]).toMatchObject({
      verdict: "inconclusive",
      message: expect.stringMatching(
        /^The store was out of reach for \d+\.\d s: .+\. No scenario was run meanwhile\.$/,
      ),
    });
    expect(shop.told).toEqual([expect.stringMatching(/^The monitor's store is out of reach: .+ until it answers\.$/)]);
    await shop.round();
    expect((await shop.status()).state).toBe("pass");
    shop.interrupt();
    await watching;
    await shop.stop();
  } finally {
    await store.stop();
  }
});

test("a store that stays lost does not hold the end, and the outage is told with it", async () => {
  const store = await startDatabase("postgres", { how: "embedded" });
  const shop = await monitor("lost", async ({ things }) => void (await things.createThing({ size: 1 })), store);
  const watching = shop.watch();
  await vi.waitFor(() => expect(shop.results()).toHaveLength(1), { timeout: 15_000 });
  await store.stop();
  await vi.waitFor(() => expect(shop.told).toHaveLength(1), { timeout: 30_000 });
  shop.interrupt();
  await watching;
  await shop.stop();
  expect(shop.results().at(-1)).toMatchObject({
    verdict: "inconclusive",
    message: expect.stringContaining(", until the end: "),
  });
});

test("an environment with nothing to monitor is refused before anything is started", async () => {
  const run = startRun({ command: "monitor", version: "0.0.0", seed: 0, sink: () => {} });
  const environment = { name: "empty", production: false, services: {} };
  const shared = { store: database.url, location: "dc1", scenarios: [], targets, run, state, version: "0.0.0" };
  const rest = { ...shared, told: () => {} };
  await expect(startMonitor({ ...rest, environment, signal: new AbortController().signal })).rejects.toThrow(
    /No scenario can be monitored in "empty"/,
  );
});
