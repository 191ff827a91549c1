import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseContract } from "../../contracts/model/parse.ts";
import { type ScenarioContext, scenario } from "../../suites/kit/scenario.ts";
import type { Target } from "../../suites/kit/target.ts";
import { thingsContract } from "./fixtures/things-contract.ts";
import { startThings, type ThingsProvider } from "./fixtures/things-provider.ts";
import { recoverLedgers } from "./ledger-recovery.ts";
import { runScenario, type ScenarioOptions } from "./scenarios.ts";

const uses = { things: "^1" } as const;
const secret = Buffer.alloc(32, 7);
const tokens = {
  issuer: "https://identity.example",
  audience: "things",
  subject: "nobody",
  lifetimeSeconds: 60,
  rolesClaim: "roles",
  signing: { alg: "HS256", key: { kty: "oct", k: secret.toString("base64url") } },
};

let state: string;
let things: ThingsProvider;
let targets: ReadonlyMap<string, Target>;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "tercet-scenarios-"));
  things = await startThings();
  const contract = await parseContract(thingsContract, "things.json");
  targets = new Map([["things", { contract, urls: [things.url], tokens }]]);
});
afterEach(async () => {
  await things.stop();
  await rm(state, { recursive: true });
});

function run(
  body: (context: ScenarioContext<typeof uses>) => Promise<void>,
  options: Partial<ScenarioOptions> & { timeoutSeconds?: number; uses?: Record<string, string> } = {},
) {
  const { timeoutSeconds = 20, uses: other, ...rest } = options;
  const declared = scenario({
    id: "makes-things",
    title: "Things are made",
    capability: "making",
    uses: (other ?? uses) as typeof uses,
    as: "maker",
    monitor: { everySeconds: 60, timeoutSeconds },
    run: body,
  });
  return runScenario({ scenario: declared, file: "makes-things.ts", contentHash: "0" }, targets, {
    environment: "test",
    production: false,
    state,
    seed: 1,
    version: "0.0.0",
    signal: new AbortController().signal,
    ...rest,
  });
}
const ledgers = async () => readdir(join(state, "ledger", "test"));

test("passes with its steps, and deletes what it made, the latest first", async () => {
  const made: string[] = [];
  const result = await run(async ({ things, step, expect }) => {
    made.push((await step("One is made", () => things.createThing({ size: 1 }))).id);
    made.push((await step("Another is made", () => things.createThing({ size: 2 }))).id);
    await step("It is there", async () =>
      expect(await things.getThing({ thingId: made[1] })).toHaveProperty("size", 2),
    );
  });
  expect(result).toMatchObject({
    verdict: "pass",
    cleanup: { verdict: "pass", message: "2 made, 2 read back as gone." },
    steps: [{ title: "One is made" }, { title: "Another is made" }, { title: "It is there", verdict: "pass" }],
    findings: [
      { guarantee: "business-state", verdict: "pass", message: "Things are made." },
      { guarantee: "leaves-no-track", verdict: "pass" },
    ],
  });
  const deleted = things.requests.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  expect(deleted).toEqual(made.toReversed().map((id) => `/v1/things/${id}`));
  expect(things.things.size).toBe(0);
  expect(await ledgers()).toEqual([]);
});

test("a failed expectation fails the step and the scenario, and what was made is cleaned", async () => {
  const result = await run(async ({ things, step, expect }) => {
    const { size } = await things.createThing({ size: 1 });
    await step("It is larger", () => expect(size).toBe(2));
  });
  expect(result).toMatchObject({
    verdict: "fail",
    cleanup: { verdict: "pass" },
    steps: [{ title: "It is larger", verdict: "fail" }],
    findings: [
      {
        guarantee: "business-state",
        operation: "createThing",
        replay: "tercet run makes-things --environment test --seed 1",
        evidence: { response: { status: 201 } },
      },
      { guarantee: "leaves-no-track", verdict: "pass" },
    ],
  });
  expect(result.message).toContain("Expected: 2 Received: 1");
  expect(things.things.size).toBe(0);
});

test("a clean-up that fails has a verdict of its own, and a later run tries it again", async () => {
  things.moods.keepsDeleted = true;
  const result = await run(async ({ things }) => void (await things.createThing({ size: 1 })));
  expect(result).toMatchObject({
    verdict: "pass",
    cleanup: { verdict: "fail", message: expect.stringContaining("answered 200 and not 404 or 410") },
    findings: [
      { guarantee: "business-state", verdict: "pass" },
      { guarantee: "leaves-no-track", verdict: "fail" },
    ],
  });
  expect(await ledgers()).toHaveLength(1);

  things.moods.keepsDeleted = false;
  const recovered = await recoverLedgers(targets, { environment: "test", state, version: "0.0.0" });
  expect(recovered).toMatchObject({ verdict: "pass" });
  expect(things.things.size).toBe(0);
  expect(await ledgers()).toEqual([]);
});

test("another role deletes what its maker may not", async () => {
  things.moods.keeperDeletes = true;
  const result = await run(async ({ things }) => void (await things.createThing({ size: 1 })));
  expect(result.cleanup).toMatchObject({ verdict: "pass" });
  expect(things.things.size).toBe(0);
});

test("a call that is postponed is sent when the scenario is over, also when it failed", async () => {
  things.things.set("of-others", { id: "of-others", size: 1 });
  const result = await run(async ({ as, expect }) => {
    await as("keeper").later.things.deleteThing({ thingId: "of-others" });
    expect(things.things.has("of-others")).toBe(true);
    throw new Error("in the middle");
  });
  expect(result).toMatchObject({ verdict: "fail", message: "in the middle", cleanup: { verdict: "pass" } });
  expect(things.things.has("of-others")).toBe(false);
});

test("a scenario that takes too long fails, and is cleaned; its unfinished step says why", async () => {
  const result = await run(
    async ({ things, step }) => {
      await things.createThing({ size: 1 });
      await step("It never ends", () => new Promise(() => {}));
    },
    { timeoutSeconds: 0.3 },
  );
  expect(result).toMatchObject({
    verdict: "fail",
    message: "The scenario was not over after 0.3 s.",
    steps: [{ title: "It never ends", verdict: "fail" }],
    cleanup: { verdict: "pass", message: "1 made, 1 read back as gone." },
  });
});

test("an interruption is inconclusive, and is cleaned", async () => {
  const interruption = new AbortController();
  const { TercetError } = await import("../../contracts/errors.ts");
  const result = await run(
    async ({ things }) => {
      await things.createThing({ size: 1 });
      interruption.abort(new TercetError("surroundings", "Interrupted by SIGINT."));
      await things.createThing({ size: 1 });
    },
    { signal: interruption.signal },
  );
  expect(result).toMatchObject({
    verdict: "inconclusive",
    message: "Interrupted by SIGINT.",
    cleanup: { verdict: "pass" },
  });
  expect(things.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  expect(things.things.size).toBe(0);
});

test("toBeRefused passes for the reason, and fails for another one and for none", async () => {
  const refused = await run(({ things, expect }) => expect(things.createThing({ size: 10 })).toBeRefused("too-big"));
  expect(refused.verdict).toBe("pass");
  const other = await run(({ things, expect }) => expect(things.createThing({ size: 10 })).toBeRefused("too-small"));
  expect(other).toMatchObject({
    verdict: "fail",
    message: expect.stringContaining("things refused createThing (too-big)"),
  });
  const none = await run(({ things, expect }) => expect(things.createThing({ size: 1 })).toBeRefused("too-big"));
  expect(none).toMatchObject({ verdict: "fail", message: expect.stringContaining("was accepted") });
});

test("an answer that breaks the contract fails output-validation", async () => {
  things.moods.breaksContract = true;
  const result = await run(async ({ things }) => void (await things.createThing({ size: 1 })));
  expect(result).toMatchObject({
    verdict: "fail",
    findings: [
      { guarantee: "output-validation", operation: "createThing", evidence: { response: { status: 201 } } },
      {},
    ],
  });
});

test("a body that the contract refuses is the scenario's fault: inconclusive, and nothing is sent", async () => {
  const result = await run(async ({ things }) => void (await things.createThing({ size: "big" })));
  expect(result.verdict).toBe("inconclusive");
  expect(things.requests).toEqual([]);
});

test("an unavailable service is asked again with the same idempotency key", async () => {
  things.moods.unavailable = 2;
  const result = await run(async ({ things }) => void (await things.createThing({ size: 1 })));
  expect(result.verdict).toBe("pass");
  const creations = things.requests.filter(({ method }) => method === "POST");
  expect(creations).toHaveLength(3);
  expect(new Set(creations.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
});

test("a service that becomes unavailable is not asked for each thing that is left", async () => {
  const result = await run(async ({ things: client }) => {
    for (let count = 0; count < 3; count++) await client.createThing({ size: 1 });
    things.moods.unavailable = 1000;
  });
  expect(result).toMatchObject({ verdict: "pass", cleanup: { verdict: "inconclusive" } });
  const deletions = things.requests.filter(({ method }) => method === "DELETE");
  expect(new Set(deletions.map(({ path }) => path)).size).toBe(1);
  things.moods.unavailable = 0;
  await recoverLedgers(targets, { environment: "test", state, version: "0.0.0" });
  expect(things.things.size).toBe(0);
});

test("a service out of reach is inconclusive, not failed", async () => {
  await things.stop();
  const result = await run(async ({ things }) => void (await things.getThing({ thingId: "1" })));
  expect(result).toMatchObject({ verdict: "inconclusive", cleanup: { verdict: "pass" } });
});

test("a call that is not awaited fails the scenario, and what it made is cleaned", async () => {
  const result = await run(async ({ things }) => {
    things.createThing({ size: 1 });
  });
  expect(result).toMatchObject({ verdict: "fail", message: expect.stringContaining("createThing was under way") });
  expect(things.things.size).toBe(0);
});

test("a rejection that nobody awaits fails its scenario and does not end the process", async () => {
  const result = await run(async ({ things, expect }) => {
    expect(things.createThing({ size: 1 })).toBeRefused("too-big");
    await things.getThing({ thingId: "none" }).catch(() => {});
  });
  expect(result.verdict).toBe("fail");
});

test("all traffic carries trace context, a signed mark, and the tool's name", async () => {
  await run(async ({ things }) => void (await things.createThing({ size: 1 })));
  const headers = things.requests[0]?.headers ?? {};
  expect(headers["user-agent"]).toBe("tercet/0.0.0 synthetic");
  expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  const [flag, mark = ""] = String(headers.baggage).split(",synthetic_mark=");
  expect(flag).toBe("synthetic_request=true");
  const { payload } = await jwtVerify(mark, secret, { audience: "synthetic-mark", issuer: tokens.issuer });
  expect(payload.scenario).toBe("makes-things");
  expect(decodeProtectedHeader(mark).typ).toBe("synthetic-mark+jwt");
  const traces = new Set(things.requests.map((request) => String(request.headers.traceparent).split("-")[1]));
  expect(traces.size).toBe(1);
});

test("every run acts as people of its own, the same person for the same role", async () => {
  const subjectOf = (index: number) =>
    JSON.parse(
      Buffer.from(String(things.requests[index]?.headers.authorization).split(".")[1] ?? "", "base64url").toString(),
    ).sub;
  const body = async ({ things, as }: ScenarioContext<typeof uses>) => {
    await things.getThing({ thingId: "x" }).catch(() => {});
    await as("keeper")
      .things.getThing({ thingId: "x" })
      .catch(() => {});
    await as("keeper")
      .things.getThing({ thingId: "x" })
      .catch(() => {});
  };
  await run(body);
  await run(body);
  expect(subjectOf(0)).toMatch(/^makes-things-maker-/);
  expect(subjectOf(1)).toBe(subjectOf(2));
  expect(new Set([0, 1, 3, 4].map(subjectOf)).size).toBe(4);
});

test("says why a scenario cannot be run here", async () => {
  const unused = async () => {};
  expect(await run(unused, { uses: { stars: "^1" } })).toMatchObject({
    verdict: "inconclusive",
    message: 'The environment "test" has no service "stars".',
  });
  expect(await run(unused, { uses: { things: "^2" } })).toMatchObject({
    verdict: "inconclusive",
    message: 'It uses things ^2, and the contract in "test" is 1.2.0.',
  });
});

test("requests are spread over all instances", async () => {
  const second = await startThings();
  try {
    const target = targets.get("things") as Target;
    targets = new Map([["things", { ...target, urls: [things.url, second.url] }]]);
    await run(async ({ things }) => {
      for (let count = 0; count < 4; count++) await things.getThing({ thingId: "x" }).catch(() => {});
    });
    expect([things.requests.length, second.requests.length]).toEqual([2, 2]);
  } finally {
    await second.stop();
  }
});
