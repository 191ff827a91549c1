import { expect, test } from "vitest";
import { begun, check, effect, judge, of, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("milestone-owned", parts);
const milestone = (worker: string, run: string, rest: Partial<Part> = {}) =>
  of("milestone", worker, run, { milestone: "send", ...rest });

test("is violated by a check that says yes after a larger token was granted", () => {
  expect(verdictOf(reserve("a", "1", 1), reserve("b", "1", 2), check("a", "1"))).toMatchObject({
    verdict: "violated",
    violations: [{ summary: "a was told that it owns job although b had reserved it", events: [2, 3] }],
  });
});

test("is violated by a check that says yes after the run was cleaned", () => {
  const cleaned: Part = { operation: "clean", worker: "b", token: 1 };
  expect(verdictOf(reserve("a", "1", 1), cleaned, check("a", "1")).violations[0]?.summary).toBe(
    "a was told that it owns job although its run had been cleaned",
  );
});

test("does not accuse a check that was begun while the run was owned", () => {
  const parts = [reserve("a", "1", 1), begun(milestone("a", "1")), reserve("b", "1", 2), check("a", "1")];
  expect(verdictOf(...parts).verdict).toBe("not-exercised");
});

test("holds, and is exercised, when the owner of the past is refused", () => {
  const parts = [reserve("a", "1", 1), reserve("b", "1", 2), begun(milestone("a", "1"))];
  expect(verdictOf(...parts, check("a", "1", { type: "fail" }))).toMatchObject({ verdict: "held", exercised: 1 });
  expect(verdictOf(...parts, milestone("a", "1", { type: "fail" }))).toMatchObject({ verdict: "held", exercised: 1 });
});

test("is violated by an effect without a check, with one for another milestone, and by a second one after one check", () => {
  expect(verdictOf(reserve("a", "1", 1), effect("a", "1")).violations[0]?.summary).toBe(
    'a had the effect "send" without a check that it still owns job',
  );
  const other = check("a", "1", { milestone: "collect" });
  expect(verdictOf(reserve("a", "1", 1), other, effect("a", "1")).verdict).toBe("violated");
  const twice = [reserve("a", "1", 1), check("a", "1"), effect("a", "1"), effect("a", "1")];
  expect(verdictOf(...twice).verdict).toBe("violated");
});

test("is not exercised by an owner that checks and acts", () => {
  expect(verdictOf(reserve("a", "1", 1), check("a", "1"), effect("a", "1")).verdict).toBe("not-exercised");
});
