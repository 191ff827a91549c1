import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ceiling,
  compare,
  doubleOf,
  floor,
  isMultiple,
  leastCommonMultiple,
  rational,
  rationalOf,
} from "./rational.ts";

test("a double is the decimal that it is written as", () => {
  expect(rationalOf(0.1)).toEqual({ numerator: 1n, denominator: 10n });
  expect(rationalOf(1e21)).toEqual({ numerator: 10n ** 21n, denominator: 1n });
  expect(rationalOf(-2.5e-7)).toEqual({ numerator: -1n, denominator: 4_000_000n });
  expect(isMultiple(rationalOf(0.3), rationalOf(0.1))).toBe(true);
  expect(isMultiple(rationalOf(1e308), rationalOf(0.123456789))).toBe(false);
});

test("every double comes back", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(doubleOf(rationalOf(value))).toBe(value + 0);
    }),
  );
});

test("what no double is has none", () => {
  expect(doubleOf(rational(1n, 3n))).toBeUndefined();
  expect(doubleOf(rational(2n ** 53n + 1n, 1n))).toBeUndefined();
  expect(doubleOf(rational(10n ** 400n, 1n))).toBeUndefined();
});

test("orders, rounds and finds common multiples", () => {
  expect(compare(rationalOf(-1.5), rationalOf(-1.25))).toBeLessThan(0);
  expect([floor(rationalOf(-1.5)), ceiling(rationalOf(-1.5)), floor(rationalOf(2)), ceiling(rationalOf(2.1))]).toEqual([
    -2n,
    -1n,
    2n,
    3n,
  ]);
  expect(leastCommonMultiple(rationalOf(0.4), rationalOf(0.6))).toEqual(rationalOf(1.2));
});
