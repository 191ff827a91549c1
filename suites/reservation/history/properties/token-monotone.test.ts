import { expect, test } from "vitest";
import { begun, judge, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("token-monotone", parts);

test("is violated by a token that is not larger than one granted before", () => {
  expect(verdictOf(reserve("a", "1", 2), reserve("b", "1", 1))).toMatchObject({
    verdict: "violated",
    violations: [{ summary: "b reserved job with token 1 after a had reserved it with token 2", events: [1, 2] }],
  });
  expect(verdictOf(reserve("a", "1", 2), reserve("b", "1", 2)).verdict).toBe("violated");
});

test("holds for larger tokens, and counts the grants after the first", () => {
  expect(verdictOf(reserve("a", "1", 1), reserve("b", "1", 2), reserve("a", "2", 5))).toMatchObject({
    verdict: "held",
    exercised: 2,
  });
});

test("takes tokens in either order from reservations that overlap, but no token twice", () => {
  const attempts = [begun(reserve("a", "1")), begun(reserve("b", "1"))];
  expect(verdictOf(...attempts, reserve("a", "1", 2), reserve("b", "1", 1)).verdict).toBe("held");
  expect(verdictOf(...attempts, reserve("a", "1", 2), reserve("b", "1", 2)).verdict).toBe("violated");
});

test("is violated when the reservation was begun after the larger token was granted", () => {
  const late = [begun(reserve("b", "1")), reserve("b", "1", 1)];
  expect(verdictOf(begun(reserve("a", "1")), reserve("a", "1", 2), ...late).verdict).toBe("violated");
});

test("is not exercised where there are no tokens, or one grant alone", () => {
  expect(verdictOf(reserve("a", "1"), reserve("b", "1")).verdict).toBe("not-exercised");
  expect(verdictOf(reserve("a", "1", 7)).verdict).toBe("not-exercised");
});
