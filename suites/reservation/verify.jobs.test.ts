import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../contracts/index.ts";
import { containerEngineAnswers } from "../../docker/databases/container-engine.ts";
import { type StartedDatabase, startDatabase } from "../../docker/index.ts";
import { faults } from "./faults/index.ts";
import { pointsOf } from "./faults/point.ts";
import type { Judgement, Property } from "./history/judgement.ts";
import { sql } from "./targets/sql/target.ts";
import type { ReservationTarget } from "./targets/target.ts";
import { milestonesOf, type Verification, verifyReservation } from "./verify.ts";
import type { ProcessCommand } from "./workers/command.ts";

const fragileModule = `data:text/javascript,${encodeURIComponent(`
  import { Socket } from "node:net";
  const emit = Socket.prototype.emit;
  Socket.prototype.emit = function (event, error) {
    if (event === "error" && error?.code === "ECONNRESET") process.exit(9);
    return emit.apply(this, arguments);
  };`)}`;
const engine = await containerEngineAnswers();
if (!engine) process.stderr.write("skipped: job verification in a container, since no container engine answers\n");

async function verify(
  database: StartedDatabase,
  faultName: string,
  options: { at?: string; mutant?: string; target?: ReservationTarget; signal?: AbortSignal } = {},
): Promise<Verification> {
  const fault = faults.find(({ name }) => name === faultName);
  if (fault === undefined) throw new Error(`no fault ${faultName}`);
  const { at, target = sql, mutant, signal = new AbortController().signal } = options;
  const points = fault.points(pointsOf(milestonesOf(target))).filter(({ name }) => at === undefined || name === at);
  return verifyReservation({
    ...{ target, mutant, fault, points, database, seed: 1, signal },
    random: createRandom(1, faultName),
  });
}

function judgementsOf({ judged }: Verification): Record<Property, Judgement> {
  return Object.fromEntries(judged.judgements.map((judgement) => [judgement.property, judgement])) as Record<
    Property,
    Judgement
  >;
}

describe.each([
  { how: "embedded" as const, possible: true },
  { how: "container" as const, possible: engine },
])("the reference protocol on PostgreSQL, $how", ({ how, possible }) => {
  let database: StartedDatabase;
  beforeAll(async () => {
    if (possible) database = await startDatabase("postgres", { how });
  });
  afterAll(() => database?.stop());

  // At one point each; every-fault.jobs.test.ts has all of them.
  test.runIf(possible).each([
    ["race", undefined, "single-effective-runner"],
    ["kill", "after-effect:collect", "at-most-once"],
    ["stop-and-resume", "after-check:send", "single-effective-runner"],
    ["cut-off", "after-reserve", "progress"],
    ["lost-answer", "before-finish", "token-monotone"],
  ] as const)("holds under %s at %s, and %s was put to the test", async (fault, at, property) => {
    const verification = await verify(database, fault, at === undefined ? {} : { at });
    const judgements = judgementsOf(verification);
    expect(judgements[property]).toMatchObject({ verdict: "held", violations: [] });
    expect(Object.values(judgements).filter(({ verdict }) => verdict === "violated")).toEqual([]);
    expect(verification.done.map(({ point }) => point.name)).toEqual(at === undefined ? [] : [at]);
  });
});

describe("on embedded PostgreSQL", () => {
  let database: StartedDatabase;
  beforeAll(async () => {
    database = await startDatabase("postgres", { how: "embedded" });
  });
  afterAll(() => database.stop());

  test("what is broken is found at the point that breaks it, and not at another one", async () => {
    const found = await verify(database, "stop-and-resume", { mutant: "check-then-act", at: "after-check:send" });
    expect(judgementsOf(found)["single-effective-runner"].verdict).toBe("violated");
    const passed = await verify(database, "stop-and-resume", { mutant: "check-then-act", at: "after-finish" });
    expect(judgementsOf(passed)["single-effective-runner"].verdict).not.toBe("violated");
  });

  test("a point that the protocol does not announce is not done", async () => {
    expect(await verify(database, "kill", { at: "after-look" })).toMatchObject({ done: [] });
  });

  test("a worker that ends by itself under a fault is started again, and that is told", async () => {
    const { args, ...command } = sql.command(undefined) as ProcessCommand;
    // Ends when its process has lost a connection, as a program does that knows no better.
    const fragile = { ...sql, command: () => ({ ...command, args: ["--import", fragileModule, ...args] }) };
    const { restarts, history } = await verify(database, "connection-killed", {
      target: fragile,
      at: "after-check:send",
    });
    expect(restarts).toBeGreaterThan(0);
    expect(history.events.filter(({ fault }) => fault === "ended")).toHaveLength(restarts);
  });

  test("a worker that ends by itself is the surroundings' fault, with what it said", async () => {
    const args = ["--eval", "console.error('no such module'); process.exit(3)"];
    const target = { ...sql, command: () => ({ program: process.execPath, args, env: {} }) };
    await expect(verify(database, "race", { target })).rejects.toMatchObject({
      code: "surroundings",
      message: expect.stringContaining("ended with 3: no such module"),
    });
  });

  test("a program that is not there is the surroundings' fault", async () => {
    const target = { ...sql, command: () => ({ program: "/no/such/program", args: [], env: {} }) };
    await expect(verify(database, "race", { target })).rejects.toMatchObject({
      code: "surroundings",
      message: expect.stringContaining("ENOENT"),
    });
  });

  test("an interruption ends the run with its reason", async () => {
    const controller = new AbortController();
    const verifying = verify(database, "kill", { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 2_000);
    await expect(verifying).rejects.toThrow("enough");
  });
});
