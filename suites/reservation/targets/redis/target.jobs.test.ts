import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { faultNamed, judge } from "../reference/testing/verify.ts";
import { mutants } from "./mutants/index.ts";
import { redis } from "./target.ts";

describe.runIf(await storeIsThere("redis"))("on Redis", () => {
  let database: StartedDatabase;
  beforeAll(async () => {
    database = await startDatabase("redis", { how: "container" });
  }, 120_000);
  afterAll(() => database?.stop());

  test.each([
    ["race", []],
    ["stop-and-resume", ["after-check:collect", "after-check:send", "before-finish"]],
    ["kill", ["after-reserve", "after-effect:send", "before-heartbeat"]],
    ["store-restarted", ["after-reserve", "after-effect:send"]],
  ] as const)("the reference protocol holds under %s", async (name, points) => {
    const fault = faultNamed(name);
    const judgements = await judge({ target: redis, fault, database, points });
    for (const property of fault.exercises) expect(judgements[property]).toMatchObject({ verdict: "held" });
    expect(Object.values(judgements).filter(({ verdict }) => verdict === "violated")).toEqual([]);
  });

  const elsewhere = ["failover"];
  const here = Object.entries(mutants).filter(([, { caughtUnder }]) => !elsewhere.includes(caughtUnder.fault));
  test.each(here)("the mutant %s is caught", async (mutant, { caughtUnder, breaks }) => {
    const { fault, points } = caughtUnder;
    const judgements = await judge({ target: redis, mutant, fault: faultNamed(fault), points, database });
    expect(judgements[breaks].verdict).toBe("violated");
  });
});
