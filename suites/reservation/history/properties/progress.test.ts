import { expect, test } from "vitest";
import { fault, finish, judge, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("progress", parts);
const owner = reserve("a", "1", 1);
const looking = (time: number): Part => ({ operation: "clean", worker: "b", time });
const taken = (time: number) => reserve("b", "1", 2, { time });

test("holds when another worker reserves within the bound after the owner was killed", () => {
  expect(verdictOf(owner, fault("a", "killed", 100), taken(900))).toMatchObject({
    verdict: "held",
    exercised: 1,
    measurements: { longestTakeoverMilliseconds: 800 },
  });
});

test("is violated when somebody reserves only after the bound", () => {
  expect(verdictOf(owner, fault("a", "killed", 100), taken(1_200)).violations[0]).toMatchObject({ events: [1, 2, 3] });
});

test("is violated when nobody reserves until the end, and the bound is over", () => {
  expect(verdictOf(owner, fault("a", "stopped", 100), looking(1_200)).violations[0]?.summary).toBe(
    "a was stopped as owner of job, and nobody had reserved 1.1 s later; the bound is 1.0 s",
  );
  expect(verdictOf(owner, fault("a", "cut-off", 100), looking(1_200)).verdict).toBe("violated");
});

test("is not exercised when the history ends before the bound", () => {
  expect(verdictOf(owner, fault("a", "killed", 100), looking(500)).verdict).toBe("not-exercised");
});

test("is not exercised when the owner was resumed in time", () => {
  const parts = [owner, fault("a", "stopped", 100), fault("a", "resumed", 200), looking(5_000)];
  expect(verdictOf(...parts).verdict).toBe("not-exercised");
});

test("does not wait for a worker that owned nothing", () => {
  const parts = [owner, finish("a", "1"), fault("a", "killed", 100), looking(5_000)];
  expect(verdictOf(...parts).verdict).toBe("not-exercised");
});

test("does not take a reservation that was refused for a grant of the run that it names", () => {
  const refused: Part = { operation: "reserve", type: "fail", worker: "a", run: "1" };
  const parts = [owner, finish("a", "1"), refused, fault("a", "killed", 100), looking(5_000)];
  expect(verdictOf(...parts).verdict).toBe("not-exercised");
});

test("does not count the time during which the store is down", () => {
  const outage = [fault("store", "store-down", 200), fault("store", "store-up", 1_700)];
  expect(verdictOf(owner, fault("a", "killed", 100), ...outage, taken(2_400))).toMatchObject({
    verdict: "held",
    measurements: { longestTakeoverMilliseconds: 800 },
  });
  expect(verdictOf(owner, fault("a", "killed", 100), ...outage, taken(2_700)).verdict).toBe("violated");
  const still = [fault("store", "store-down", 200), looking(5_000)];
  expect(verdictOf(owner, fault("a", "killed", 100), ...still).verdict).toBe("not-exercised");
});

test("begins again after a reservation of which nobody knows whether it took effect", () => {
  const unknown: Part = { operation: "reserve", type: "info", worker: "b", time: 900 };
  expect(verdictOf(owner, fault("a", "killed", 100), unknown, taken(1_800)).verdict).toBe("held");
  expect(verdictOf(owner, fault("a", "killed", 100), unknown, taken(2_000)).verdict).toBe("violated");
});

test("begins again after another worker asked the store and was not answered", () => {
  const unanswered: Part = { operation: "clean", type: "info", worker: "b", time: 900 };
  expect(verdictOf(owner, fault("a", "killed", 100), unanswered, taken(1_800)).verdict).toBe("held");
  expect(verdictOf(owner, fault("a", "killed", 100), unanswered, taken(2_000)).verdict).toBe("violated");
  const own: Part = { ...unanswered, worker: "a" };
  expect(verdictOf(owner, fault("a", "cut-off", 100), own, taken(1_800)).verdict).toBe("violated");
});

test("what has lasted longer than the bound is not made good by a question that is not answered then", () => {
  const unanswered: Part = { operation: "look", type: "info", worker: "b", time: 1_200 };
  expect(verdictOf(owner, fault("a", "killed", 100), unanswered, taken(1_300))).toMatchObject({
    verdict: "violated",
    exercised: 1,
  });
});
