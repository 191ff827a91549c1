import { expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { schemasOf } from "./compile.ts";

const conforms = (schema: JsonObject, text: string) =>
  schemasOf({ document: { schema } }).errors(schema, JSON.parse(text)).length === 0;

const awkward = '{ "valueOf": false, "toString": null, "constructor": {}, "__proto__": [1] }';

test("members that JavaScript gives a meaning are members like any other", () => {
  const value = JSON.parse(awkward);
  for (const schema of [{ const: value }, { enum: ["no", value] }]) {
    expect(conforms(schema, awkward)).toBe(true);
    expect(conforms(schema, awkward.replace("[1]", "[2]"))).toBe(false);
    expect(conforms(schema, awkward.replace("false", "0"))).toBe(false);
  }
  expect(conforms({ uniqueItems: true }, `[${awkward}, ${awkward}]`)).toBe(false);
  expect(conforms({ uniqueItems: true }, `[${awkward}, {}]`)).toBe(true);
});

test("equality is JSON's: the order of members and the way a number is written do not matter, the type does", () => {
  expect(conforms({ const: { a: 1, b: [2] } }, '{ "b": [2.0], "a": 1.0 }')).toBe(true);
  expect(conforms({ const: [] }, "{}")).toBe(false);
  expect(conforms({ enum: [0, "1", null] }, "-0.0")).toBe(true);
  expect(conforms({ enum: [0, "1", null] }, "false")).toBe(false);
  expect(conforms({ enum: [0, "1", null] }, "1")).toBe(false);
  expect(conforms({ uniqueItems: true }, '[1, true, "1", [1], { "a": 1 }]')).toBe(true);
  expect(conforms({ uniqueItems: true }, '[1, "a", 1.0]')).toBe(false);
  expect(conforms({ uniqueItems: false }, "[1, 1]")).toBe(true);
});

test("uniqueness of many items is found at once", () => {
  const items = Array.from({ length: 20_000 }, (_, index) => ({ id: index }));
  const started = performance.now();
  expect(conforms({ uniqueItems: true }, JSON.stringify(items))).toBe(true);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("a refusal says what is allowed", () => {
  const schemas = schemasOf({ document: {} });
  expect(schemas.errors({ enum: ["a"] }, "b")[0]?.message).toBe('must be equal to one of the allowed values: ["a"]');
  expect(schemas.errors({ const: { a: 1 } }, 1)[0]?.message).toBe('must be equal to constant: {"a":1}');
  expect(schemas.errors({ uniqueItems: true }, [1, 1])[0]).toEqual({
    pointer: "",
    keyword: "uniqueItems",
    message: "must NOT have duplicate items",
  });
});
