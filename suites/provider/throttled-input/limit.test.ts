import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limiters } from "../broken/limiters.ts";
import { mostAccepted, usuallyAccepted } from "./limit.ts";

const windowSeconds = 10;
const window = 1000 * windowSeconds;

/** A burst: how many requests, and how many milliseconds each comes after the one before. */
const burst = fc.record({
  requests: fc.integer({ min: 1, max: 30 }),
  gaps: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 }),
  begin: fc.integer({ min: 10 * window, max: 11 * window }),
});

/** When each request of a burst comes. */
function timesOf(gaps: readonly number[], begin: number): readonly number[] {
  let time = begin;
  return gaps.map((gap) => {
    time += gap;
    return time;
  });
}

/** How many of them a limiter lets through, and how long they take in seconds. */
function pass(limiter: (client: string, now: number) => { isAllowed: boolean }, times: readonly number[]) {
  const accepted = times.filter((time) => limiter("client", time).isAllowed).length;
  return { accepted, seconds: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000 };
}

describe.each(Object.entries(limiters))("%s", (_name, create) => {
  test("never lets through more than the most, whatever comes before", () => {
    fc.assert(
      fc.property(burst, burst, ({ requests, gaps, begin }, earlier) => {
        const limiter = create(requests, window);
        pass(limiter, timesOf(earlier.gaps, begin - earlier.gaps.reduce((sum, gap) => sum + gap, 0)));
        const { accepted, seconds } = pass(limiter, timesOf(gaps, begin));
        expect(accepted).toBeLessThanOrEqual(mostAccepted({ requests, windowSeconds }, seconds));
      }),
    );
  });

  test("lets through no more than usual in one of two rested trials that begin half a window apart", () => {
    fc.assert(
      fc.property(burst, ({ requests, gaps, begin }) => {
        const limiter = create(requests, window);
        const limit = { requests, windowSeconds };
        const times = timesOf(gaps, begin);
        const first = pass(limiter, times);
        const rested = (times.at(-1) ?? 0) + 2 * window;
        const windows = Math.floor((rested - (times[0] ?? 0)) / window + 0.5) + 0.5;
        const second = pass(limiter, timesOf([0, ...gaps.slice(1)], (times[0] ?? 0) + windows * window));
        const isUsual = ({ accepted, seconds }: typeof first) => accepted <= usuallyAccepted(limit, seconds);
        expect(isUsual(first) || isUsual(second)).toBe(true);
      }),
    );
  });

  test("grants the whole limit at once to who has rested for two windows", () => {
    fc.assert(
      fc.property(burst, ({ requests, gaps, begin }) => {
        const limiter = create(requests, window);
        const times = timesOf(gaps, begin);
        pass(limiter, times);
        const rested = (times.at(-1) ?? 0) + 2 * window + 1;
        const granted = Array.from({ length: requests }, () => rested);
        expect(pass(limiter, granted).accepted).toBe(requests);
      }),
    );
  });
});

describe("the bounds", () => {
  test("tell two instances that count for themselves from any limiter that counts once", () => {
    const limit = { requests: 100, windowSeconds: 1 };
    for (const seconds of [0.05, 0.2, 0.4]) expect(200).toBeGreaterThan(usuallyAccepted(limit, seconds));
  });
});
