import { describe, expect, test } from "vitest";
import { compilePattern, PatternTimeout } from "./pattern.ts";

describe("compilePattern", () => {
  test.each([
    ["^\\p{L}+$", "Zoë", "7"],
    ["^[\\w-.]+$", "a-b.c", "ä"],
    ["^\\_\\-x$", "_-x", "x"],
    ["^.$", "😀", "ab"],
  ])("reads %s, with the u flag or without", (source, yes, no) => {
    expect(compilePattern(source).test(yes)).toBe(true);
    expect(compilePattern(source).test(no)).toBe(false);
  });

  test.each(["(?i)abc", "a++", "["])("lets %s, which no ECMAScript reads, constrain nothing", (source) => {
    expect(compilePattern(source).expression).toBeUndefined();
    expect(compilePattern(source).test("anything")).toBe(true);
  });

  test("ends what takes too long, and gives it up after a few times", () => {
    const pattern = compilePattern("^(x+)+$");
    for (let time = 0; time < 6; time++) expect(() => pattern.test(`${"x".repeat(50)}!`)).toThrow(PatternTimeout);
    const startedAt = performance.now();
    expect(() => pattern.test(`${"x".repeat(50)}!`)).toThrow(PatternTimeout);
    expect(performance.now() - startedAt).toBeLessThan(50);
    expect(pattern.test("xxx")).toBe(true);
  });

  test("watches a pattern of polynomial time on shorter strings, the more it repeats", () => {
    const pattern = compilePattern("a*a*a*a*a*b");
    expect(() => pattern.test("a".repeat(1_000))).toThrow(PatternTimeout);
    expect(pattern.test(`${"a".repeat(100)}b`)).toBe(true);
  });
});
