import { describe, expect, test } from "vitest";
import { parseJsonText } from "../json-text.ts";
import { matchPart } from "../match-part.ts";

/** Matches a value under a rule, as a member of a response's body. */
function matches(matcher: object, example: unknown, actual: unknown) {
  const matchingRules = { body: { "$.value": { matchers: [matcher] } } };
  return matchPart("response", { body: { value: example }, matchingRules }, { body: { value: actual } }, "3.0.0");
}

/** Matches a header under a rule: there all values are text. */
function matchesHeader(matcher: object, actual: string) {
  const expected = { headers: { X: "1" }, matchingRules: { header: { X: { matchers: [matcher] } } } };
  return matchPart("response", expected, { headers: { X: actual } }, "3.0.0").match;
}

describe("each matcher of a value accepts and refuses", () => {
  test.each<[matcher: object, example: unknown, fits: unknown[], differs: unknown[]]>([
    [{ match: "equality" }, 1, [1], [2, "1", null, true]],
    [{ match: "type" }, "a", ["", "b"], [1, null, true, [], {}]],
    [{ match: "type" }, 1, [2, 2.5], ["1", null]],
    [{ match: "type" }, null, [null], [0, "", {}]],
    [{ match: "regex", regex: "^\\d{3}$" }, "123", ["000", 123], ["12", "abc", null]],
    [{ match: "include", value: "el" }, "hello", ["el", "gel"], ["", 5, "le"]],
    [{ match: "integer" }, 1, [0, -7], [1.5, "1", null]],
    [{ match: "decimal" }, 1.5, [0.25, -2.5], [1, "1.5", null]],
    [{ match: "number" }, 1, [1, 1.5, -1], ["1", null, true]],
    [{ match: "boolean" }, true, [true, false, "true"], [0, "yes", null]],
    [{ match: "null" }, null, [null], [0, "", "null", false]],
    [{ match: "notEmpty" }, "a", ["b", 0, false, [1], { a: 1 }], ["", null]],
    [{ match: "not-empty" }, [1], [[2]], [[]]],
    [{ match: "semver" }, "1.0.0", ["1.2.3-beta.1+x", "10.20.30"], ["1.0", "v1.0.0", "01.0.0", 1]],
    [{ match: "date", format: "yyyy-MM-dd" }, "2000-01-01", ["2024-02-29"], ["2023-02-29", "2000-1-1", "x"]],
    [{ match: "time", format: "HH:mm" }, "10:00", ["23:59"], ["24:00", "10:00:00"]],
    [{ match: "datetime", format: "yyyy-MM-dd HH:mm:ss" }, "", ["2000-01-01 00:00:00"], ["2000-01-01T00:00:00"]],
    [{ match: "timestamp", timestamp: "yyyy" }, "2000", ["1999"], ["99"]],
    [{ match: "date" }, "2000-01-01", ["2000-12-31"], ["31.12.2000"]],
    [{ match: "contentType", value: "application/json" }, "{}", ['{"a":1}'], ["<a/>", "plain"]],
  ])("%j like %j", (matcher, example, fits, differs) => {
    for (const value of fits) expect(matches(matcher, example, value).mismatches, JSON.stringify(value)).toEqual([]);
    for (const value of differs) expect(matches(matcher, example, value).match, JSON.stringify(value)).toBe(false);
  });
});

test("a mismatch says what was expected, by which matcher, and what was there, in one sentence", () => {
  expect(matches({ match: "integer" }, 1, "x".repeat(500)).mismatches).toEqual([
    {
      part: "body",
      path: "$.value",
      message: expect.stringMatching(/^Expected a whole number by the matcher "integer", but got "x{95,100}"?…?\.$/),
    },
  ]);
});

test("a matcher that is not known, as a plugin's, matches nothing", () => {
  const { match, mismatches } = matches({ match: "protobuf" }, 1, 1);
  expect(match).toBe(false);
  expect(mismatches[0]?.message).toContain("not known");
});

test("numbers in text are read from the text", () => {
  expect(["5", "-5"].map((text) => matchesHeader({ match: "integer" }, text))).toEqual([true, true]);
  expect(["5.0", "x", ""].map((text) => matchesHeader({ match: "integer" }, text))).toEqual([false, false, false]);
  expect(["5.5", "5", "x"].map((text) => matchesHeader({ match: "decimal" }, text))).toEqual([true, true, false]);
  expect(["5.5", "5", "1e9", "x"].map((text) => matchesHeader({ match: "number" }, text))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("a whole number that the body writes with decimals is a decimal", () => {
  const response = (matcher: object) => ({
    body: { prices: [1.5] },
    matchingRules: { body: { "$.prices": { matchers: [{ match: "type" }] }, "$.prices[*]": { matchers: [matcher] } } },
  });
  const judged = (matcher: object, text: string) =>
    matchPart("response", response(matcher), parseJsonText(text), "3.0.0").match;
  expect(judged({ match: "decimal" }, '{"body":{"prices":[2.0,1.5]}}')).toBe(true);
  expect(judged({ match: "integer" }, '{"body":{"prices":[2.0]}}')).toBe(false);
  expect(judged({ match: "decimal" }, '{"body":{"prices":[2]}}')).toBe(false);
  expect(judged({ match: "integer" }, '{"body":{"prices":[2,"x1.0"]}}')).toBe(false);
});

describe("statusCode", () => {
  const judged = (status: unknown, actual: number) =>
    matchPart(
      "response",
      { status: 200, matchingRules: { status: { matchers: [{ match: "statusCode", status }] } } },
      { status: actual },
      "4.0",
    ).match;
  test.each<[unknown, number, number]>([
    ["info", 101, 200],
    ["success", 204, 301],
    ["redirect", 301, 400],
    ["clientError", 404, 500],
    ["serverError", 503, 404],
    ["nonError", 302, 400],
    ["error", 500, 399],
    [[200, 201], 201, 202],
    [undefined, 299, 300],
  ])("%j accepts %i and not %i", (status, fits, differs) => {
    expect([judged(status, fits), judged(status, differs)]).toEqual([true, false]);
  });
  test("a class that is not known matches nothing", () => {
    expect(judged("constructor", 200)).toBe(false);
  });
});
