import { expect, test } from "vitest";
import { maximumDepth, parseJson } from "./parse.ts";

const parse = (text: string) => parseJson(Buffer.from(text));
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test("parses JSON as JSON.parse does", () => {
  const text = '{"a":[1,-2.5e3,"\\u00e9\\ud83d\\ude00",{"a":null}],"b":{"a":true},"c":"a\\":{"}';
  expect(parse(text)).toEqual(JSON.parse(text));
});

test.each([
  ["a name that stands twice", '{"a":1,"a":1}'],
  ["a name that stands twice in different spelling", '{"a":1,"\\u0061":1}'],
  ["a name that stands twice further inside", '[{"b":{"c":1,"d":2,"c":3}}]'],
  ["half of a surrogate pair", '{"a":"\\ud83d"}'],
  ["half of a surrogate pair in a name", '{"\\udc00":1}'],
  ["a number that no double holds", '{"a":1e400}'],
  ["more depth than allowed", nested(maximumDepth + 1)],
  ["a byte order mark", "\ufeff{}"],
  ["nothing", ""],
  ["two values", "{} {}"],
  ["a comment", "{/* */}"],
])("refuses %s", (_, text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ status: 400, slug: "malformed-json" }));
});

test("refuses what is not UTF-8", () => {
  expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(expect.objectContaining({ slug: "malformed-json" }));
});

test("allows the same name in different objects, and the whole depth", () => {
  expect(parse('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }]);
  expect(() => parse(nested(maximumDepth))).not.toThrow();
});

test("keeps __proto__ as a name like another", () => {
  expect(Object.keys(parse('{"__proto__":{"a":1}}') as object)).toEqual(["__proto__"]);
});
