import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseName, type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import type { Property } from "../../history/judgement.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import type { ReservationTarget } from "../target.ts";
import { engineTargets } from "./index.ts";
import { calm, faultNamed, tryTarget } from "./testing/trial.ts";

for (const { name, version } of engineTargets) {
  if (version === undefined) process.stderr.write(`skipped: the engine ${name}, since it is not installed\n`);
}

const redisIsThere = await storeIsThere("redis");
const stores = new Map<DatabaseName, StartedDatabase>();
beforeAll(async () => {
  stores.set("postgres", await startDatabase("postgres", { how: "embedded" }));
  if (redisIsThere) stores.set("redis", await startDatabase("redis", { how: "container" }));
});
afterAll(() => Promise.all([...stores.values()].map((store) => store.stop())));

function storeOf({ databases: [name] }: ReservationTarget): StartedDatabase {
  return stores.get(name as DatabaseName) as StartedDatabase;
}

const tried = engineTargets.filter(
  ({ version, databases }) => version !== undefined && (redisIsThere || !databases.includes("redis")),
);

/** What an engine breaks when its worker is stopped before its last effect until another has acted, and what it keeps. */
const known: Readonly<Record<string, { at: string; broken: readonly Property[]; kept: readonly Property[] }>> = {
  "pg-boss": { at: "after-check:send", broken: ["single-effective-runner"], kept: ["no-zombie-write", "progress"] },
  "pg-boss-by-id": { at: "after-check:send", broken: ["single-effective-runner", "no-zombie-write"], kept: [] },
  // Nobody takes over for four hours.
  "graphile-worker": { at: "before-milestone:send", broken: ["progress"], kept: ["single-effective-runner"] },
  "graphile-worker-unlock": {
    at: "before-milestone:send",
    broken: ["single-effective-runner", "no-zombie-write"],
    kept: ["progress"],
  },
  bullmq: { at: "after-check:send", broken: ["single-effective-runner", "no-zombie-write"], kept: ["progress"] },
  "bullmq-redis": {
    at: "after-check:send",
    broken: ["single-effective-runner", "no-zombie-write"],
    kept: ["progress"],
  },
  agenda: { at: "after-check:send", broken: ["single-effective-runner", "no-zombie-write"], kept: ["progress"] },
};

/** They offer nothing by which an owner can ask whether it still is one. */
const withoutCheck = ["graphile-worker", "graphile-worker-unlock", "cron"];

test("every engine is put to the test", () => {
  expect([...Object.keys(known), "cron"].toSorted()).toEqual(engineTargets.map(({ name }) => name).toSorted());
});

describe.each(tried)("$name", (target) => {
  test("two workers take turns, and what the engine does is announced in order", { timeout: 120_000 }, async () => {
    const { events, verdicts } = await tryTarget(target, storeOf(target), { fault: calm });
    const finished = events.filter(({ operation, type }) => operation === "finish" && type === "ok");
    expect(finished.length).toBeGreaterThanOrEqual(3);
    for (const { worker, run, slot } of finished) {
      const said = events
        .filter((event) => event.worker === worker && event.run === run && event.operation !== "heartbeat")
        .filter(({ type, operation }) => type === "ok" && operation !== "check" && operation !== "progress")
        .map(({ operation, milestone = "" }) => `${operation} ${milestone}`.trim());
      expect(said).toEqual([
        "reserve",
        ...["effect collect", "milestone collect", "effect send", "milestone send"],
        "finish",
      ]);
      expect(slot).toBeTypeOf("string");
    }
    const checks = events.filter(({ operation }) => operation === "check");
    expect(checks.length > 0).toBe(!withoutCheck.includes(target.name));
    const broken = Object.entries(verdicts).filter(([, verdict]) => verdict === "violated");
    if (target.name === "cron") expect(verdicts["at-most-once"]).toBe("violated");
    else expect(broken.map(([property]) => property)).toEqual(checks.length > 0 ? [] : ["milestone-owned"]);
  });

  const story = known[target.name];
  test.runIf(story !== undefined)("a worker that was stopped comes back", { timeout: 180_000 }, async () => {
    const { at, broken, kept } = story as NonNullable<typeof story>;
    const { verdicts } = await tryTarget(target, storeOf(target), { fault: faultNamed("stop-and-resume"), at });
    expect(verdicts).toMatchObject(Object.fromEntries(broken.map((property) => [property, "violated"])));
    for (const property of kept) expect(verdicts[property]).not.toBe("violated");
  });
});
