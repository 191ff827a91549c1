import fc from "fast-check";
import { expect, test } from "vitest";
import { timeScale } from "./scale.ts";

const view = { from: 1000, to: 3000, width: 800 };

test("time runs evenly where nothing stands out, with round moments on the axis", () => {
  const { x, ticks } = timeScale(view, []);
  expect(x(1000)).toBe(10);
  expect(x(2000)).toBe(400);
  expect(x(3000)).toBe(790);
  expect(ticks[0]).toEqual({ x: 10, text: "1.0 s" });
  expect(ticks.map(({ text }) => text)).toContain("2.0 s");
});

test("moments that stand out are kept apart, however near they are", () => {
  const { x } = timeScale(view, [2000, 2001, 2002]);
  expect(x(2001) - x(2000)).toBeGreaterThan(100);
  expect(x(2002) - x(2001)).toBeGreaterThan(100);
});

test("whatever stands out, later is further to the right, and within the picture", () => {
  const moment = fc.double({ min: 1000, max: 3000, noNaN: true });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 60 }), moment, moment, (roomFor, one, other) => {
      const { x, ticks } = timeScale(view, roomFor);
      const [first, last] = [Math.min(one, other), Math.max(one, other)];
      expect(x(first)).toBeLessThanOrEqual(x(last) + 1e-6);
      expect(x(first)).toBeGreaterThanOrEqual(10 - 1e-6);
      expect(x(last)).toBeLessThanOrEqual(790 + 1e-6);
      expect(ticks.length).toBeLessThan(20);
    }),
  );
});
