import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { createRandom } from "../random.ts";
import { schemasOf } from "./compile.ts";
import { type InvalidValue, invalidValues } from "./mutate.ts";

const schemas = schemasOf({ document: {} });
const all = (schema: Schema, valid: unknown, seed = 1) => [
  ...invalidValues(schemas, schema, valid, createRandom(seed)),
];
const closed = (properties: JsonObject): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
/** The systematic values with a fault. */
const withFault = (values: InvalidValue[], fault: string) =>
  values.filter((each) => each.systematic && each.fault === fault).map(({ value }) => value);

describe("invalidValues", () => {
  test("gives only what the schema refuses", () => {
    const schema = closed({ name: { type: "string", maxLength: 3 }, size: { type: "integer" } });
    const values = all(schema, { name: "abc", size: 1 });
    expect(values.length).toBeGreaterThan(20);
    for (const { value } of values) expect(schemas.refuses(schema, value)).toBe(true);
  });

  test("tries the other JSON types, and the texts of numbers and truth values", () => {
    const schema = closed({ size: { type: "integer" }, open: { type: "boolean" } });
    const values = withFault(all(schema, { size: 7, open: true }), "wrong-type");
    for (const size of ["7", 7.5, null, true, [7], {}]) expect(values).toContainEqual({ size, open: true });
    expect(values).toContainEqual({ size: 7, open: "true" });
  });

  test("steps over each bound by one", () => {
    const boundary = (schema: Schema, valid: unknown) => withFault(all(schema, valid), "boundary");
    expect(boundary({ type: "integer", minimum: 1, maximum: 9 }, 5)).toEqual(expect.arrayContaining([0, 10]));
    expect(boundary({ type: "number", exclusiveMinimum: 0 }, 1)).toContain(0);
    expect(boundary({ type: "string", minLength: 2, maxLength: 4 }, "abc")).toEqual(
      expect.arrayContaining(["a", "abccc"]),
    );
    expect(boundary({ type: "array", minItems: 2, maxItems: 3, items: { const: 1 } }, [1, 1])).toEqual(
      expect.arrayContaining([[1], [1, 1, 1, 1]]),
    );
    expect(boundary({ type: "object", minProperties: 1, maxProperties: 2 }, { a: 1 })).toEqual(
      expect.arrayContaining([{}, { a: 1, member1: 1, member2: 1 }]),
    );
  });

  test("keeps the pattern when it steps over a length", () => {
    const schema = { type: "string", pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 6 };
    const [tooLong] = withFault(all(schema, "ab-cd"), "boundary");
    expect(schemas.errors(schema, tooLong)).toMatchObject([{ keyword: "maxLength" }]);
  });

  test("adds inherited names as own members, also within", () => {
    const schema = closed({ inner: closed({ a: { type: "integer" } }) });
    const values = withFault(all(schema, { inner: { a: 1 } }), "prototype-key").map((value) => JSON.stringify(value));
    expect(values).toContainEqual('{"inner":{"a":1},"__proto__":{"isAdmin":true}}');
    expect(values).toContainEqual('{"inner":{"a":1,"__proto__":{"isAdmin":true}}}');
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test("does not claim that an open object refuses more members", () => {
    expect(withFault(all({ type: "object", properties: { a: {} } }, { a: 1 }), "extra-property")).toEqual([]);
  });

  test("breaks optional members too, which the valid value lacks", () => {
    const schema = { type: "object", properties: { note: { type: "string", maxLength: 2 } } };
    const pointers = all(schema, {}).map(({ pointer }) => pointer);
    expect(pointers).toContain("/note");
  });

  test.each([
    ["pattern", { type: "string", pattern: "^[a-z]+$" }, "abc", "abc\n"],
    ["format", { type: "string", format: "date" }, "2024-01-31", "2023-02-29"],
    ["enum", { enum: ["red", "green"] }, "red", "RED"],
    ["multiple-of", { type: "number", multipleOf: 0.5 }, 1, 1.25],
    ["unique-items", { type: "array", uniqueItems: true }, [1, 2], [1, 2, 1]],
    ["property-name", { type: "object", propertyNames: { pattern: "^[a-z]*$" } }, { a: 1 }, { a: 1, "A b": 1 }],
    ["nul-character", { type: "string", pattern: "^[a-z]+$" }, "ab", "a\u0000b"],
    ["lone-surrogate", { type: "string", pattern: "^[a-z]+$" }, "ab", "a\ud800b"],
    ["missing-property", { type: "object", dependentRequired: { a: ["b"] } }, { a: 1, b: 2 }, { a: 1 }],
    [
      "one-of",
      {
        oneOf: [
          { required: ["a"], properties: { a: { const: 1 } } },
          { required: ["b"], properties: { b: { const: 2 } } },
        ],
        type: "object",
      },
      { a: 1 },
      { a: 1, b: 2 },
    ],
  ] as [string, Schema, unknown, unknown][])("breaks %s", (fault, schema, valid, expected) => {
    expect(withFault(all(schema, valid), fault)).toContainEqual(expected);
  });

  test("follows the branch of an alternative that the value takes", () => {
    const schema = { oneOf: [closed({ a: { type: "integer" } }), closed({ b: { type: "string", maxLength: 1 } })] };
    expect(withFault(all(schema, { b: "x" }), "boundary")).toContainEqual({ b: "xx" });
  });

  test("puts blatant faults last among the systematic ones, and small values first", () => {
    const systematic = all(closed({ a: { type: "integer" } }), { a: 1 }).filter((each) => each.systematic);
    const rank = (each: InvalidValue) => Number(each.blatant) * 1_000 + JSON.stringify(each.value).length;
    expect(systematic.map(rank)).toEqual(systematic.map(rank).sort((left, right) => left - right));
  });

  test("gives the same values for the same seed, each once", () => {
    const schema = closed({ a: { type: "string", pattern: "^[a-z]{1,9}$" }, b: { type: "integer" } });
    const texts = all(schema, { a: "x", b: 1 }, 5).map(({ value }) => JSON.stringify(value));
    expect(all(schema, { a: "x", b: 1 }, 5).map(({ value }) => JSON.stringify(value))).toEqual(texts);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("finds nothing where everything is valid", () => {
    expect(all(true, { a: 1 })).toEqual([]);
  });
});
