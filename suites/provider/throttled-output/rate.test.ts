import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Arrival } from "../../kit/stand-in.ts";
import { waitAfterFirst, waitBeforeFirst } from "./phase.ts";
import { findExcess, peakOf, toleranceMilliseconds, windowOf } from "./rate.ts";

const arrival = (at: number, notBefore = at): Arrival => ({
  ...{ at, notBefore, method: "GET", target: "/", operation: "get" },
  ...{ refusal: undefined, unlawful: undefined },
});
const burst = (count: number, at: number) => Array.from({ length: count }, () => arrival(at));

describe("findExcess", () => {
  test("allows a whole second's requests at once, and the next ones a second later", () => {
    expect(findExcess([...burst(10, 0), ...burst(10, 1000), ...burst(10, 2000)], 10)).toBeUndefined();
  });

  test("finds two seconds' requests around the stroke of a clock", () => {
    const excess = findExcess([...burst(10, 900), ...burst(10, 1000)], 10);
    expect(excess).toEqual({ count: 20, milliseconds: 100, allowed: 10, windowSeconds: 1 });
  });

  test("forgives what the way takes off between two seconds' requests", () => {
    expect(findExcess([...burst(10, 0), ...burst(10, 1000 - toleranceMilliseconds)], 10)).toBeUndefined();
    expect(findExcess([...burst(10, 0), ...burst(10, 999 - toleranceMilliseconds)], 10)).toBeDefined();
  });

  test("finds a rate that is a little too high in a longer window", () => {
    const steady = (perSecond: number) =>
      Array.from({ length: 3 * perSecond }, (_, n) => arrival((n * 1000) / perSecond));
    expect(findExcess(steady(50), 50)).toBeUndefined();
    expect(findExcess(steady(58), 50)).toMatchObject({ windowSeconds: 2 });
  });

  test("blames nobody for what was only read late", () => {
    const heldUp = Array.from({ length: 10 }, () => arrival(900, 50));
    expect(findExcess([...heldUp, ...burst(10, 1000)], 10)).toBeUndefined();
  });

  test("knows rates below one in a second, and those that are no whole number", () => {
    expect(windowOf(0.2)).toEqual({ requests: 1, seconds: 5 });
    expect(findExcess([arrival(0), arrival(4900)], 0.2)).toBeUndefined();
    expect(findExcess([arrival(0), arrival(4000)], 0.2)).toMatchObject({ count: 2, windowSeconds: 5 });
    expect(
      findExcess(
        Array.from({ length: 9 }, (_, n) => arrival(n * 400)),
        2.5,
      ),
    ).toBeUndefined();
  });

  test("never finds one in what a throttle lets through that gives a place back a second after it was taken", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 120 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 12 }), (waits, rate) => {
        const sent: number[] = [];
        for (const wait of waits) {
          const free = (sent.at(-rate) ?? Number.NEGATIVE_INFINITY) + 1000;
          sent.push(Math.max((sent.at(-1) ?? 0) + wait, free));
        }
        return (
          findExcess(
            sent.map((at) => arrival(at)),
            rate,
          ) === undefined
        );
      }),
    );
  });
});

test("peakOf counts the fullest second", () => {
  expect(peakOf([])).toBe(0);
  expect(peakOf([...burst(3, 0), ...burst(4, 999), ...burst(2, 1000)])).toBe(7);
});

test("the load comes late in a second of the clock and in that of the first call", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (now) => {
      const first = now + waitBeforeFirst(now);
      const wait = waitAfterFirst(first);
      const phase = (first + wait) % 1000;
      return wait >= 500 && wait <= 800 && phase >= 400 && phase <= 860;
    }),
  );
});
