import { expect, test } from "vitest";
import { plainJson } from "./plain-json.ts";
import { parseText } from "./text.ts";

const read = (text: string) => parseText(text, "api.yaml");

test("reads JSON, YAML, and either with a byte order mark", () => {
  expect(read('{"a": [1, null]}')).toEqual({ a: [1, null] });
  expect(read("a:\n  - 1\n  - ~\n")).toEqual({ a: [1, null] });
  expect(read('\uFEFF{"a": 1}')).toEqual({ a: 1 });
});

test("follows YAML 1.2: no is a text, and a date stays as it is written", () => {
  expect(read("country: no\nday: 2026-01-31\nversion: 1.0\n")).toEqual({
    country: "no",
    day: "2026-01-31",
    version: 1,
  });
});

test("expands merge keys", () => {
  expect(read("base: &base {a: 1, b: 2}\nmore:\n  <<: *base\n  b: 3\n")).toMatchObject({ more: { a: 1, b: 3 } });
});

test.each([
  ["", "api.yaml: the file is empty"],
  [" \n\n", "api.yaml: the file is empty"],
  ['{"a": 1,}\n{', "at line 2, column 1"],
  ["a: 1\n  b: 2\n", "at line 1, column 4"],
  ["a: [1\nb: 2\n", "at line 2, column 1"],
  ["a: 1\nb: 2\na: 3\n", "at line 3, column 1"],
  ['{"a": {"b": 1,\n "b": 2}}', 'the member "b" occurs twice, again at line 2, column 2'],
  ['{"a": 1, "\\u0061": 2}', 'the member "a" occurs twice'],
  ["a: *nobody\n", "api.yaml: "],
])("says where and why %j cannot be read", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("does not take equal keys of different objects, or in texts, for duplicates", () => {
  const text = '[{"a": {"a": "a"}, "b": ["a", "a"]}, {"a": "{\\"a\\": 1, \\"a\\": 2}"}]';
  expect(read(text)).toEqual(JSON.parse(text));
});

test("bounds the expansion of aliases", () => {
  const levels = Array.from({ length: 12 }, (_, level) =>
    level === 0 ? "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`,
  );
  expect(() => read(levels.join("\n"))).toThrow("its aliases cannot be expanded");
});

test.each(["[", "{a: ", "- ", "? "])("bounds the depth of YAML: %j a hundred thousand times", (opening) => {
  expect(() => read(`# deep\n${opening.repeat(100_000)}`)).toThrow("nested too deeply");
});

test("reads a mapping of many keys in time that grows with their number only", () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `key${index}: ${index}`);
  expect(Object.keys(read(lines.join("\n")) as object)).toHaveLength(20_000);
});

test("bounds the depth of indentation", () => {
  const lines = Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level)}a:`);
  const read3000 = () => read(lines.join("\n"));
  // What the parser can still read is bounded by plainJson.
  expect(() => plainJson(read3000(), "api.yaml")).toThrow("nested");
});
