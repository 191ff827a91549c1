import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Event } from "../../contracts/index.ts";
import { waitingReporter } from "./waiting.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = "2026-01-01T00:00:00.000Z";
const identity = (title: string) =>
  ({ id: `guarantee/carts/${title}`, kind: "guarantee", subject: "carts", title }) as const;
const started = (title: string): Event => ({ type: "case-started", at, case: identity(title) });
const finished = (title: string): Event => ({
  ...{ type: "case-finished", at, case: identity(title), durationMilliseconds: 1 },
  ...{ verdict: "pass", steps: [], findings: [] },
});

test("a log in which nothing ends for 20 s says what is under way, again and again", async () => {
  const lines: string[] = [];
  const reporter = waitingReporter((text) => void lines.push(text));
  for (const title of ["throttled-input", "measurable"]) reporter.onEvent(started(title));
  vi.advanceTimersByTime(19_999);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(lines).toEqual(["… carts: throttled-input, and 1 more\n"]);
  reporter.onEvent(finished("throttled-input"));
  vi.advanceTimersByTime(19_999);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(20_001);
  expect(lines.slice(1)).toEqual(["… carts: measurable\n", "… carts: measurable\n"]);
  await reporter.close();
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(3);
});

test("where nothing is under way there is nothing to say", () => {
  const lines: string[] = [];
  const reporter = waitingReporter((text) => void lines.push(text));
  reporter.onEvent(started("measurable"));
  reporter.onEvent(finished("measurable"));
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual([]);
  reporter.abandon?.();
});
