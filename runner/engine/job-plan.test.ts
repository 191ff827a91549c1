import { expect, test } from "vitest";
import { type Fault, faults } from "../../suites/index.ts";
import { planTrials } from "./job-plan.ts";

const named = (...names: string[]): Fault[] => faults.filter(({ name }) => names.includes(name));
const shape = (chosen: Fault[], at?: string) =>
  planTrials(chosen, ["collect", "send"], at).map(({ name, points }) => [name, points.map((point) => point.name)]);

test("a fault is one trial at all of its points", () => {
  expect(shape(named("kill"))).toEqual([
    [
      "kill",
      [
        ...["before-clean", "after-clean", "before-reserve", "after-look", "after-reserve"],
        ...["before-milestone:collect", "after-check:collect", "after-effect:collect", "after-milestone:collect"],
        ...["before-milestone:send", "after-check:send", "after-effect:send", "after-milestone:send"],
        ...["before-heartbeat", "after-heartbeat", "before-finish", "after-finish"],
      ],
    ],
  ]);
});

test("a fault that a store survives once is one trial for each point", () => {
  expect(shape(named("failover"))).toEqual([
    ["failover/before-reserve", ["before-reserve"]],
    ["failover/after-effect:collect", ["after-effect:collect"]],
    ["failover/after-effect:send", ["after-effect:send"]],
    ["failover/before-finish", ["before-finish"]],
  ]);
});

test("one point can be chosen, and the faults that are done there are left", () => {
  expect(shape(named("race", "kill", "failover", "store-paused"), "after-effect:send")).toEqual([
    ["kill", ["after-effect:send"]],
    ["store-paused", ["after-effect:send"]],
    ["failover/after-effect:send", ["after-effect:send"]],
  ]);
});

test("a point at which nothing is done is wrong usage, and says what can be chosen", () => {
  expect(() => planTrials(named("failover"), ["collect", "send"], "noon")).toThrow(
    "The fault failover is not done at noon: choose before-reserve, after-effect:collect, after-effect:send, before-finish.",
  );
  expect(() => planTrials(named("race"), ["collect", "send"], "before-reserve")).toThrow(
    "The fault race chooses its points by itself: leave out --at.",
  );
});

test("every fault has a name of its own", () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
