import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStillness } from "./stillness.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("begins to count when a revision is first seen", () => {
  const { unchangedFor } = createStillness();
  expect(unchangedFor("life", 5)).toBe(0);
  vi.advanceTimersByTime(400);
  expect(unchangedFor("life", 5)).toBe(400);
  vi.advanceTimersByTime(700);
  expect(unchangedFor("life", 5)).toBe(1100);
});

test("begins again with each new revision, and counts each name for itself", () => {
  const { unchangedFor } = createStillness();
  unchangedFor("a", 5);
  vi.advanceTimersByTime(400);
  expect(unchangedFor("a", 6)).toBe(0);
  expect(unchangedFor("b", 5)).toBe(0);
  vi.advanceTimersByTime(100);
  expect(unchangedFor("a", 6)).toBe(100);
});

test("does not depend on the time of day", () => {
  const { unchangedFor } = createStillness();
  unchangedFor("life", 5);
  vi.setSystemTime(Date.now() + 3_600_000);
  expect(unchangedFor("life", 5)).toBe(0);
});
