import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { createRandom } from "../random.ts";
import { schemasOf } from "./compile.ts";
import { generate } from "./generate.ts";
import { GenerationError } from "./values/error.ts";

const named = {
  Tree: {
    type: "object",
    required: ["children"],
    properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
  },
  Sum: {
    oneOf: [
      { type: "number" },
      {
        type: "object",
        required: ["left", "right"],
        properties: { left: { $ref: "#/components/schemas/Sum" }, right: { $ref: "#/components/schemas/Sum" } },
      },
    ],
  },
  Endless: { type: "object", required: ["self"], properties: { self: { $ref: "#/components/schemas/Endless" } } },
} satisfies JsonObject;
const schemas = schemasOf({ document: { components: { schemas: named } } });
const closed = (properties: JsonObject): JsonObject => ({ type: "object", properties, additionalProperties: false });

const formats = [
  "date",
  "date-time",
  "time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uri",
  "uri-reference",
  "uri-template",
  "uuid",
  "json-pointer",
  "relative-json-pointer",
  "regex",
  "byte",
];

const satisfiable: [string, Schema][] = [
  ["anything", true],
  ["a recursive object", named.Tree],
  ["a recursive alternative", named.Sum],
  ["bounds between two whole numbers", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ["narrow bounds", { type: "number", minimum: 0.001, maximum: 0.002 }],
  ["a single whole number", { type: "integer", exclusiveMinimum: 1, maximum: 2 }],
  ["decimal multiples", { type: "number", multipleOf: 0.01, minimum: 10.005 }],
  ["two multiples", { type: "integer", allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 }],
  ["32 bits", { type: "integer", format: "int32", minimum: 2 ** 31 - 1 }],
  ["a long text of a pattern", { type: "string", pattern: "^[a-z0-9-]{3,40}$", minLength: 30 }],
  ["look-aheads", { type: "string", pattern: "^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$" }],
  ["look-behinds", { type: "string", pattern: "^(?!\\s)[^\\x00]*(?<!\\s)$", minLength: 1, maxLength: 12 }],
  ["Unicode properties", { type: "string", pattern: "^[\\p{L}\\p{M} .'-]{2,20}$" }],
  ["a back-reference", { type: "string", pattern: "^(a|b)-\\1$" }],
  ["two patterns", { allOf: [{ type: "string", pattern: "^[a-m]+$" }, { pattern: "^..$" }] }],
  ["a long e-mail address", { type: "string", format: "email", minLength: 60, maxLength: 62 }],
  ["items that differ", { type: "array", items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 3 }],
  ["items that must be in it", { type: "array", items: { type: "integer" }, contains: { minimum: 1000 }, maxItems: 2 }],
  ["a tuple", { type: "array", prefixItems: [{ type: "string" }, { const: 1 }], items: false, minItems: 2 }],
  [
    "names by pattern",
    { type: "object", patternProperties: { "^x-": {} }, additionalProperties: false, minProperties: 2 },
  ],
  ["names by schema", { type: "object", propertyNames: { pattern: "^[a-z]{2}$" }, minProperties: 3 }],
  ["__proto__", { type: "object", required: ["__proto__", "constructor"] }],
  [
    "dependent members",
    { ...closed({ a: { const: 1 }, b: { const: 2 } }), minProperties: 1, dependentRequired: { a: ["b"] } },
  ],
  ["dependent schemas", { type: "object", required: ["a"], dependentSchemas: { a: { required: ["b"] } } }],
  [
    "merged and closed",
    {
      allOf: [{ properties: { a: { minimum: 5 } } }, { type: "object", required: ["a"] }],
      unevaluatedProperties: false,
      properties: { a: { type: "integer", maximum: 5 } },
    },
  ],
  [
    "a condition",
    {
      ...closed({ kind: { enum: ["x", "y"] }, v: { type: "integer" } }),
      required: ["kind"],
      if: { properties: { kind: { const: "x" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["v"] },
      else: { properties: { v: false } },
    },
  ],
  [
    "one of two that overlap",
    {
      oneOf: [
        { type: "integer", minimum: 0 },
        { type: "integer", maximum: 10 },
      ],
    },
  ],
  ["not", { type: "integer", minimum: 0, maximum: 3, not: { enum: [0, 1, 2] } }],
  ["a long list of needed members", { type: "object", required: ["a", "b", "c"], minProperties: 5 }],
  ...formats.map((format): [string, Schema] => [`the format ${format}`, { type: "string", format }]),
];

describe("generate", () => {
  test.each(satisfiable)("finds valid values for %s", (_title, schema) => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(schemas.errors(schema, generate(schemas, schema, createRandom(seed)))).toEqual([]);
    }
  });

  test.each([
    ["false", false, "allows no value"],
    ["contradicting lengths", { type: "string", minLength: 5, maxLength: 3 }, "length"],
    ["contradicting types", { allOf: [{ type: "string" }, { type: "integer" }] }, "type"],
    ["contradicting enumerations", { allOf: [{ enum: [1] }, { enum: [2] }] }, "enumerations"],
    ["too few different items", { type: "array", items: { const: 1 }, uniqueItems: true, minItems: 2 }, "differ"],
    ["an endless value", named.Endless, "endless depth"],
    [
      "a million long texts",
      { type: "array", minItems: 1_000_000, items: { type: "string", minLength: 100_000 } },
      "more text than is made",
    ],
    ["what refuses itself", { type: "integer", not: { type: "integer" } }, "NOT be valid"],
  ] as [string, Schema, string][])("gives up on %s, and says why", (_title, schema, reason) => {
    const attempt = () => generate(schemas, schema, createRandom(1));
    expect(attempt).toThrow(GenerationError);
    expect(attempt).toThrow(reason);
  });

  test("gives the same value for the same seed, and others for others", () => {
    const schema = closed({ a: { type: "string" }, b: { type: "integer" } });
    const draw = (seed: number) => JSON.stringify(generate(schemas, schema, createRandom(seed)));
    expect(draw(3)).toBe(draw(3));
    expect(new Set(Array.from({ length: 10 }, (_, seed) => draw(seed))).size).toBeGreaterThan(3);
  });

  test("takes examples where it is told to, if they conform", () => {
    const schema = { type: "string", maxLength: 9, examples: ["too long for it", "B. Keller"] };
    expect(generate(schemas, schema, createRandom(1), { preferExamples: true })).toBe("B. Keller");
  });
});
