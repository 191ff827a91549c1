import { expect, test } from "vitest";
import { keysBelow } from "./keys.ts";

const keys = keysBelow("run");

test("no job's milestones are found below another job's prefix, whatever their names", () => {
  const slot = new Date(0);
  for (const [one, other] of [
    ["a", "a/b"],
    ["a", "ab"],
    ["a/", "a"],
  ] as const) {
    expect(keys.milestone(other, slot, "send").startsWith(keys.milestones(one))).toBe(false);
    expect(keys.milestone(one, slot, "send").startsWith(keys.milestones(one))).toBe(true);
  }
});

test("jobs, signs of life and milestones are apart", () => {
  expect(new Set([keys.job("a"), keys.life("a"), keys.milestones("a")]).size).toBe(3);
  expect(keys.job("a").startsWith(keys.jobs)).toBe(true);
  expect(keys.life("a").startsWith(keys.lives)).toBe(true);
});
