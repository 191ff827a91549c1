import fc from "fast-check";
import { expect, test } from "vitest";
import { isDeeperThan } from "./depth.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test("tells the depth of arrays and objects, also where they are never closed", () => {
  expect(isDeeperThan(nested(10), 10)).toBe(false);
  expect(isDeeperThan(nested(11), 10)).toBe(true);
  expect(isDeeperThan(`${" ".repeat(20)}${'{"a":'.repeat(11)}`, 10)).toBe(true);
});

test("what stands in a string, or is no JSON, is not nested", () => {
  expect(isDeeperThan(JSON.stringify([`\\"${"[".repeat(50)}`]), 10)).toBe(false);
  expect(isDeeperThan(`see ${nested(50)}`, 10)).toBe(false);
});

test("side by side is not deep", () => {
  expect(isDeeperThan(`[${"[],".repeat(100)}[]]`, 2)).toBe(false);
});

test("agrees with the depth of any JSON value", () => {
  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(6), (value, maximum) => {
      expect(isDeeperThan(JSON.stringify(value), maximum)).toBe(depthOf(value) > maximum);
    }),
  );
});
