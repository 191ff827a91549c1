import { expect, test } from "vitest";
import { check, effect, fault, judge, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("clock-tolerance", parts);
const wrong = [reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), effect("a", "1")];
const right = [reserve("a", "1", 1), check("a", "1"), effect("a", "1"), reserve("b", "1", 2, { time: 3_000 })];

test("is violated by what breaks only once a clock is wrong", () => {
  expect(verdictOf(fault("a", "skewed"), ...wrong)).toMatchObject({
    verdict: "violated",
    violations: [{ summary: expect.stringMatching(/^a wrong clock was enough: /) }],
  });
});

test("is not violated by what was broken before", () => {
  expect(verdictOf(...wrong, fault("a", "skewed"), effect("a", "1")).verdict).toBe("not-exercised");
});

test("holds, and is exercised, when reservations go right with a wrong clock", () => {
  expect(verdictOf(fault("b", "skewed"), ...right)).toMatchObject({ verdict: "held", exercised: 2 });
});

test("is not exercised while all clocks agree", () => {
  expect(verdictOf(...wrong).verdict).toBe("not-exercised");
});
