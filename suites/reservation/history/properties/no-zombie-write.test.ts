import { expect, test } from "vitest";
import { begun, finish, judge, of, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("no-zombie-write", parts);
const taken = [reserve("a", "1", 1), reserve("b", "1", 2)];

test.each([
  ["heartbeat", "a gave a sign of life for job although b had reserved it"],
  ["progress", "a wrote its progress of job although b had reserved it"],
  ["milestone", "a wrote a milestone of job although b had reserved it"],
  ["finish", "a finished job although b had reserved it"],
] as const)("is violated by a %s that succeeds after a later reservation", (operation, summary) => {
  const write = of(operation, "a", "1");
  expect(verdictOf(...taken, begun(write), write)).toMatchObject({ verdict: "violated", violations: [{ summary }] });
});

test("is violated by a write after the run was cleaned, by token or by name", () => {
  const cleaned: Part = { operation: "clean", worker: "b", token: 1 };
  const named: Part = { operation: "clean", worker: "b", owner: "a", run: "1" };
  expect(verdictOf(reserve("a", "1", 1), cleaned, finish("a", "1")).verdict).toBe("violated");
  expect(verdictOf(reserve("a", "1"), named, finish("a", "1")).verdict).toBe("violated");
});

test("holds, and is exercised, when the write is refused or its outcome is not known", () => {
  expect(verdictOf(...taken, finish("a", "1", { type: "fail" }))).toMatchObject({ verdict: "held", exercised: 1 });
  expect(verdictOf(...taken, finish("a", "1", { type: "info" }))).toMatchObject({ verdict: "held", exercised: 1 });
});

test("does not accuse a write that was begun before", () => {
  const beat = of("heartbeat", "a", "1");
  expect(verdictOf(reserve("a", "1", 1), begun(beat), reserve("b", "1", 2), beat).verdict).toBe("not-exercised");
});

test("knows a reservation of the past that was granted late by its smaller token", () => {
  const overlapping = [begun(reserve("a", "1")), begun(reserve("b", "1")), reserve("b", "1", 2), reserve("a", "1", 1)];
  expect(verdictOf(...overlapping, finish("a", "1")).verdict).toBe("violated");
});
