import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTurns } from "./turns.ts";

const endpoints = ["a", "b", "c"];

beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => vi.useRealTimers());

const take = (turns: ReturnType<typeof createTurns>, count: number) =>
  Array.from({ length: count }, () => turns.next());

test("each node is asked in turn", () => {
  expect(take(createTurns(endpoints, 1_000), 6)).toEqual(["a", "b", "c", "a", "b", "c"]);
});

test("a silent node is passed over for the time given, and then asked again", () => {
  const turns = createTurns(endpoints, 1_000);
  turns.silent("b");
  expect(take(turns, 4)).toEqual(["a", "c", "a", "c"]);
  vi.advanceTimersByTime(1_000);
  expect(take(turns, 3)).toEqual(["a", "b", "c"]);
});

test("where all are silent, they are asked in turn all the same", () => {
  const turns = createTurns(endpoints, 1_000);
  for (const endpoint of endpoints) turns.silent(endpoint);
  expect(new Set(take(turns, 6))).toEqual(new Set(endpoints));
});
