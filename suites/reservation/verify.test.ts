import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../contracts/index.ts";
import { containerEngineAnswers } from "../../docker/databases/container-engine.ts";
import { type StartedDatabase, startDatabase } from "../../docker/index.ts";
import { faults } from "./faults/index.ts";
import type { Judgement, Property } from "./history/judgement.ts";
import { sql } from "./targets/sql/target.ts";
import type { ReservationTarget } from "./targets/target.ts";
import { verifyReservation } from "./verify.ts";

const engine = await containerEngineAnswers();
if (!engine) process.stderr.write("skipped: job verification in a container, since no container engine answers\n");

async function verify(
  database: StartedDatabase,
  faultName: string,
  options: { mutant?: string; target?: ReservationTarget; signal?: AbortSignal } = {},
): Promise<Record<Property, Judgement>> {
  const fault = faults.find(({ name }) => name === faultName);
  if (fault === undefined) throw new Error(`no fault ${faultName}`);
  const { judged } = await verifyReservation({
    target: options.target ?? sql,
    mutant: options.mutant,
    fault,
    database,
    seed: 1,
    random: createRandom(1, faultName),
    signal: options.signal ?? new AbortController().signal,
  });
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

  test.runIf(possible).each(faults.map((fault) => [fault.name, fault.exercises] as const))(
    "holds under %s",
    async (fault, exercises) => {
      const judgements = await verify(database, fault);
      for (const property of exercises) expect(judgements[property]).toMatchObject({ verdict: "held", violations: [] });
      const violated = Object.values(judgements).filter(({ verdict }) => verdict === "violated");
      expect(violated).toEqual([]);
    },
  );
});

describe("on embedded PostgreSQL", () => {
  let database: StartedDatabase;
  beforeAll(async () => {
    database = await startDatabase("postgres", { how: "embedded" });
  });
  afterAll(() => database.stop());

  const caught = [
    ["read-then-write", "race", "single-effective-runner"],
    ["check-then-act", "stop-and-resume", "single-effective-runner"],
    ["worker-id-as-token", "stop-and-resume", "single-effective-runner"],
    ["constant-token", "stop-and-resume", "single-effective-runner"],
    ["own-counter-as-token", "kill", "token-monotone"],
    ["no-key", "kill", "at-most-once"],
    ["key-of-the-run", "kill", "idempotent"],
    ["heartbeat-of-anybody", "stop-and-resume", "no-zombie-write"],
    ["cleans-the-living", "race", "cleaner-accuracy"],
    ["never-cleans", "kill", "progress"],
    ["settles-the-dead", "kill", "no-lost-run"],
    ["skips-after-a-crash", "kill", "idempotent"],
  ] as const;

  test("every mutant is put to the test", () => {
    expect(caught.map(([mutant]) => mutant).toSorted()).toEqual(Object.keys(sql.mutants).toSorted());
  });

  test.each(caught)("the mutant %s is caught under %s by %s", async (mutant, fault, property) => {
    const judgements = await verify(database, fault, { mutant });
    expect(judgements[property].verdict).toBe("violated");
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
