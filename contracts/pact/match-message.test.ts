import { expect, test } from "vitest";
import { matchPart } from "./match-part.ts";

function message(expected: object, actual: object) {
  const { mismatches } = matchPart("message", expected, actual, "4.0");
  return mismatches.map(({ part, path }) => `${part} ${path}`);
}

test("contents are as loose as a response; rules stand under body, content or contents", () => {
  const matchers = { "$.id": { matchers: [{ match: "integer" }] } };
  for (const category of ["body", "content", "contents"]) {
    const expected = { contents: { id: 1 }, matchingRules: { [category]: matchers } };
    expect(message(expected, { contents: { id: 2, more: true } })).toEqual([]);
    expect(message(expected, { contents: { id: "2" } })).toEqual(["body $.id"]);
  }
});

test("metadata that is expected must be there, equal or by its rule", () => {
  const expected = {
    metadata: { topic: "orders", id: 7, "Content-Type": "application/json" },
    matchingRules: { metadata: { id: { matchers: [{ match: "integer" }] } } },
  };
  const contentType = "application/json; charset=utf-8";
  expect(message(expected, { metadata: { topic: "orders", id: 9, contentType, extra: 1 } })).toEqual([]);
  expect(message(expected, { metadata: { topic: "carts", id: "x", contentType } })).toEqual([
    "metadata topic",
    "metadata id",
  ]);
  expect(message(expected, {})).toEqual(["metadata topic", "metadata id", "metadata Content-Type"]);
  expect(message({ metadata: { tags: ["a"] } }, { metadata: { tags: ["b"] } })).toEqual(["metadata tags"]);
});

test("the name metaData of V3 is read too", () => {
  const { match } = matchPart("message", { metaData: { a: "1" } }, { metaData: { a: "2" } }, "3.0.0");
  expect(match).toBe(false);
});
