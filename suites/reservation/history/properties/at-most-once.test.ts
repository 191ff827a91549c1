import { expect, test } from "vitest";
import { effect, fault, judge, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("at-most-once", parts);
const slot = "2026-01-01";
const first = [reserve("a", "1", 1, { slot }), effect("a", "1", { slot })];
const again = reserve("b", "1", 2, { slot });

test("is violated by the same effect for the same slot", () => {
  expect(verdictOf(...first, fault("a", "killed"), again, effect("b", "1", { slot }))).toMatchObject({
    verdict: "violated",
    violations: [{ summary: 'the effect "send" for 2026-01-01 was had by a and again by b', events: [2, 5] }],
  });
});

test("holds when the ledger knew the effect again, or refused it, and counts both occasions", () => {
  const repeated = effect("b", "1", { slot, repeated: true });
  const refused = effect("b", "1", { slot, type: "fail" });
  expect(verdictOf(...first, again, repeated)).toMatchObject({ verdict: "held", exercised: 2 });
  expect(verdictOf(...first, again, refused)).toMatchObject({ verdict: "held", exercised: 2 });
});

test("keeps slots and milestones apart", () => {
  const other = effect("a", "1", { slot, milestone: "collect" });
  const next = [reserve("a", "2", 3, { slot: "2026-01-02" }), effect("a", "2", { slot: "2026-01-02" })];
  expect(verdictOf(...first, other, ...next).verdict).toBe("not-exercised");
});
