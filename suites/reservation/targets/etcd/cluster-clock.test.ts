import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClusterClock } from "./cluster-clock.ts";

const start = Date.parse("2026-01-01T12:00:00Z");
beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const date = (milliseconds: number) => new Date(milliseconds).toUTCString();

test("comes near to the time of a node that tells whole seconds, and is never ahead of it", () => {
  const clock = createClusterClock();
  vi.setSystemTime(start);
  for (let answers = 0; answers < 30; answers++) {
    clock.learn("a", date(start + answers * 70 + 400));
    expect(clock.now()).toBeLessThanOrEqual(start + answers * 70 + 400);
    vi.advanceTimersByTime(70);
  }
  const time = start + 30 * 70 + 400;
  expect(time - clock.now()).toBeLessThanOrEqual(70);
});

test("goes on between answers", () => {
  const clock = createClusterClock();
  clock.learn("a", date(start));
  vi.advanceTimersByTime(12_345);
  expect(clock.now()).toBe(start + 12_345);
});

test("takes the middle one of three nodes, so that one that is wrong does no harm", () => {
  const clock = createClusterClock();
  clock.learn("a", date(start));
  clock.learn("b", date(start + 3_600_000));
  clock.learn("c", date(start + 1_000));
  expect(clock.now()).toBe(start + 1_000);
});

test("takes no notice of an answer without a time, and has none before the first", () => {
  const clock = createClusterClock();
  clock.learn("a", undefined);
  expect(() => clock.now()).toThrow("no node of etcd told its time");
});
