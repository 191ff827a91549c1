import { expect, test } from "vitest";
import { compileExpression } from "./expression.ts";

test.each<[expression: string, fits: string[], differs: string[]]>([
  ["\\Aab\\z", ["ab"], ["xab", "abx", "ab\n"]],
  ["\\Aab\\Z", ["ab"], ["abx", "ab\n"]],
  ["(?i)ab[c-e]", ["ABD", "abc"], ["abf"]],
  ["(?s)a.b", ["a\nb"], ["ab"]],
  ["(?m)a\n^b$\nc", ["a\nb\nc"], ["ab"]],
  ["[[:alpha:]_]+", ["a_b"], ["1"]],
  ["^\\p{Alpha}+$", ["abc"], ["ab1"]],
  ["^\\p{L}+$", ["äß"], ["1"]],
  ["^\\h{4}$", ["00ff", "00FF"], ["00fg"]],
  ["^[\\h-]+$", ["a-f"], ["xyz"]],
  ["^a++b$", ["aab"], ["aa"]],
  ["^(?>a|b)c$", ["bc"], ["c"]],
  ["^(?P<year>\\d{4})$", ["2000"], ["20"]],
  ["^[]a]+$", ["]a"], ["b"]],
  ["^\\Q1.5\\E$", ["1.5"], ["115"]],
  ["^[\\w-.]+$", ["a-b.c"], ["a b"]],
  ["é|ü", ["ü"], ["u"]],
])("/%s/", (source, fits, differs) => {
  const expression = compileExpression(source);
  for (const text of fits) expect(expression.test(text), text).toBe(true);
  for (const text of differs) expect(expression.test(text), text).toBe(false);
});

test("an expression describes the whole text, with all of its alternatives", () => {
  expect(compileExpression("a|ab").test("ab")).toBe(true);
  expect(compileExpression("a|b").test("ab")).toBe(false);
  expect(compileExpression("\\d+").test("a1")).toBe(false);
});

test("what cannot be read, or would never end, matches nothing and says why", () => {
  expect(compileExpression("(").test("(")).toBeUndefined();
  const hostile = compileExpression("^(a+)+$");
  const started = performance.now();
  expect(hostile.test(`${"a".repeat(60)}!`)).toBeUndefined();
  expect(hostile.problem).toContain("takes too long");
  expect(performance.now() - started).toBeLessThan(5000);
});
