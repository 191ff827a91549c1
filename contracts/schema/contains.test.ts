import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { type ContainsOptions, contains } from "./contains.ts";

const ask = (left: Schema, right: Schema, options: ContainsOptions = {}) =>
  contains({ schema: left }, { schema: right }, options);
const verdict = (left: Schema, right: Schema) => ask(left, right).verdict;
const draft7 = (schema: JsonObject): JsonObject => ({ $schema: "http://json-schema.org/draft-07/schema#", ...schema });

type Row = readonly [what: string, narrow: Schema, wide: Schema];

/** In each row the first schema is contained in the second, and the second is not contained in the first. */
const rows: readonly Row[] = [
  ["bounds", { type: "integer", minimum: 1 }, { type: "number", exclusiveMinimum: 0 }],
  [
    "whole numbers between bounds",
    { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 3 },
    { type: "integer", minimum: 1, maximum: 3 },
  ],
  ["multiples", { type: "number", multipleOf: 0.3 }, { type: "number", multipleOf: 0.1 }],
  [
    "common multiples",
    { allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], type: "number" },
    { type: "number", multipleOf: 6 },
  ],
  ["an enumeration", { enum: ["a", "b"] }, { enum: ["b", "c", "a"] }],
  ["lengths", { type: "string", minLength: 2, maxLength: 3 }, { type: "string", maxLength: 4 }],
  ["patterns", { type: "string", pattern: "^[a-f0-9]{8}$" }, { type: "string", pattern: "^\\w+$" }],
  ["a pattern and a length", { type: "string", pattern: "^a*$", maxLength: 2 }, { enum: ["", "a", "aa", "b"] }],
  ["look-ahead", { type: "string", pattern: "^(?=.*\\d)[a-z0-9]{2,}$" }, { type: "string", pattern: "[0-9]" }],
  ["items", { type: "array", items: { type: "integer" } }, { type: "array", items: { type: "number" } }],
  [
    "a tuple",
    { prefixItems: [{ const: 1 }, { const: 2 }], items: false, minItems: 2, type: "array" },
    { type: "array", items: { type: "integer" } },
  ],
  [
    "counts of items",
    { type: "array", contains: { const: 1 }, minContains: 3 },
    { type: "array", contains: { type: "integer" }, minContains: 2 },
  ],
  [
    "few different items",
    { type: "array", items: { type: "boolean" }, uniqueItems: true },
    { type: "array", maxItems: 2 },
  ],
  ["required members", { type: "object", required: ["a", "b"] }, { type: "object", required: ["a"] }],
  [
    "closed objects",
    { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
    { type: "object", propertyNames: { pattern: "a" }, additionalProperties: { type: "string" } },
  ],
  [
    "names by pattern",
    { type: "object", patternProperties: { "^x-": { type: "integer" } }, additionalProperties: false },
    { type: "object", additionalProperties: { type: "integer" } },
  ],
  ["dependent members", { type: "object", required: ["b"] }, { type: "object", dependentRequired: { a: ["b"] } }],
  [
    "unevaluated members",
    { type: "object", anyOf: [{ properties: { a: true }, required: ["a"] }], unevaluatedProperties: false },
    { type: "object", maxProperties: 1 },
  ],
  [
    "unevaluated items",
    { type: "array", contains: { const: 1 }, unevaluatedItems: { type: "string" } },
    { type: "array", items: { type: ["integer", "string"] } },
  ],
  ["one branch of several", { oneOf: [{ type: "string" }, { const: 1 }] }, { type: ["string", "integer"] }],
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  ["conditions", { if: { type: "string" }, then: { minLength: 1 }, else: { type: "integer" } }, { not: { const: "" } }],
  ["recursion", tree("integer"), tree("number")],
];

function tree(type: string): JsonObject {
  const node = {
    type: "object",
    properties: { value: { type }, children: { type: "array", items: { $ref: "#/$defs/node" } } },
  };
  return { $ref: "#/$defs/node", $defs: { node: { ...node, required: ["value"] } } };
}

describe("contains", () => {
  test.each(rows)("decides %s both ways", (_what, narrow, wide) => {
    expect(ask(narrow, wide)).toEqual({ verdict: "contained" });
    expect(ask(wide, narrow)).toMatchObject({ verdict: "not-contained" });
  });

  test("gives a witness that is as plain as can be", () => {
    expect(ask({ type: "object" }, { required: ["name"] })).toEqual({ verdict: "not-contained", witness: {} });
    const left = { type: "object", required: ["id"], properties: { id: { type: "integer", minimum: 1 } } };
    const right = { ...left, required: ["id", "name"] };
    expect(ask(left, right)).toEqual({ verdict: "not-contained", witness: { id: 1 } });
  });

  test("a schema that accepts nothing is in every other one", () => {
    const empty = {
      $ref: "#/$defs/a",
      $defs: { a: { type: "object", required: ["a"], properties: { a: { $ref: "#/$defs/a" } } } },
    };
    for (const left of [false, { type: "string", enum: [1] }, { minimum: 2, maximum: 1, type: "number" }, empty]) {
      expect(ask(left, { const: "x" })).toEqual({ verdict: "contained" });
    }
  });

  test("knows members that have the names of JavaScript's own", () => {
    for (const name of ["constructor", "toString", "valueOf", "hasOwnProperty"]) {
      expect(verdict({ required: [name], type: "object" }, { minProperties: 1 })).toBe("contained");
      expect(ask({ type: "object" }, { properties: { [name]: { type: "string" } } })).toMatchObject({
        witness: { [name]: expect.anything() },
      });
    }
  });

  test("reads draft 7 by its own rules", () => {
    const tuple = draft7({ type: "array", items: [{ type: "integer" }], additionalItems: false });
    expect(verdict(tuple, draft7({ items: { type: "number" } }))).toBe("contained");
    expect(verdict(tuple, draft7({ items: { type: "string" } }))).toBe("not-contained");
    // What stands beside a $ref is ignored.
    const referring = draft7({ $ref: "#/definitions/a", type: "string", definitions: { a: { type: "integer" } } });
    expect(verdict(referring, { type: "integer" })).toBe("contained");
    expect(verdict(draft7({ required: ["b"] }), draft7({ dependencies: { a: ["b"] } }))).toBe("contained");
    expect(
      verdict(draft7({ contains: { const: 1 }, maxContains: 1 }), { maxContains: 1, contains: { const: 1 } }),
    ).toBe("not-contained");
  });

  test("follows references by $id, anchor and dynamic scope", () => {
    const list = (type: string) => ({
      $id: "https://example.com/strings",
      $ref: "list",
      $defs: {
        item: { $dynamicAnchor: "item", type },
        list: {
          $id: "list",
          type: "array",
          items: { $dynamicRef: "#item" },
          $defs: { any: { $dynamicAnchor: "item" } },
        },
      },
    });
    expect(verdict(list("integer"), list("number"))).toBe("contained");
    const anchored = { $ref: "#a", $defs: { a: { $anchor: "a", type: "integer" } } };
    expect(verdict(anchored, { type: "number" })).toBe("contained");
    expect(verdict({ type: "number" }, anchored)).toBe("not-contained");
  });

  test("what is contained is so whether format is asserted or not, and a witness is one for ajv", () => {
    const [date, text] = [{ type: "string", format: "date" }, { type: "string" }];
    expect(ask(date, text)).toEqual({ verdict: "contained" });
    expect(ask(date, { ...date, minLength: 0 })).toEqual({ verdict: "contained" });
    expect(ask(text, date)).toMatchObject({ verdict: "not-contained" });
    expect(ask(text, date, { formats: "annotated" })).toEqual({ verdict: "contained" });
    expect(ask(text, date, { formats: "asserted" })).toMatchObject({ verdict: "not-contained" });
    expect(ask(date, { pattern: "^[0-9]{4}-" })).toMatchObject({ verdict: "not-contained" });
    expect(ask(date, { pattern: "^[0-9]{4}-" }, { formats: "asserted" })).toEqual({ verdict: "contained" });
    expect(ask({ type: "integer" }, { type: "integer", format: "int32" })).toMatchObject({ verdict: "not-contained" });
    // ajv knows no such format, so it can show nothing.
    expect(ask(text, { format: "iri" })).toMatchObject({
      verdict: "unknown",
      reason: expect.stringContaining("format"),
    });
  });

  test("\\d and \\w are those of ECMA-262, and what is contained does not depend on it", () => {
    const digit = { type: "string", pattern: "^\\d$" };
    expect(ask({ const: "߀" }, digit)).toEqual({ verdict: "not-contained", witness: "߀" });
    expect(ask({ const: "߀" }, { not: digit })).toMatchObject({ verdict: "unknown" });
    expect(ask({ const: "7" }, digit)).toEqual({ verdict: "contained" });
  });

  test("what is listed is judged by ajv too, and it has to agree", () => {
    // ajv does not find the dynamic anchor, which stands beside the way of validation.
    const strings = {
      $id: "https://example.com/list",
      type: "array",
      items: { $dynamicRef: "#item" },
      $defs: { item: { $dynamicAnchor: "item", type: "string" } },
    };
    expect(ask({ const: ["a"] }, strings)).toMatchObject({
      verdict: "unknown",
      reason: expect.stringContaining("validator"),
    });
    expect(ask({ const: ["a"] }, { items: { type: "string" } })).toEqual({ verdict: "contained" });
  });

  test("witnesses fit the formats that they could ignore", () => {
    const left = { type: "object", required: ["on"], properties: { on: { type: "string", format: "date" } } };
    expect(ask(left, { type: "object", required: ["off"] })).toEqual({
      verdict: "not-contained",
      witness: { on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    });
  });

  test("in a document references lead into it, and formats are asserted", () => {
    const document = {
      openapi: "3.1.0",
      components: {
        schemas: {
          Day: { type: "string", format: "date" },
          Days: { type: "array", items: { $ref: "#/components/schemas/Day" } },
        },
      },
    };
    const of = (schema: Schema) => ({ schema, document });
    const { Days } = document.components.schemas;
    expect(contains(of(Days), of({ type: "array", items: { type: "string", pattern: "-" } }))).toEqual({
      verdict: "contained",
    });
    expect(contains(of({ type: "array", items: { type: "string" } }), of(Days))).toMatchObject({
      verdict: "not-contained",
    });
  });

  test.each<readonly [string, Schema, string]>([
    ["a remote reference", { $ref: "https://example.com/other" }, "leads out of the document"],
    ["a dead reference", { $ref: "#/$defs/none" }, "leads nowhere"],
    ["a reference to itself", { $ref: "#" }, "refers to itself"],
    ["an unknown dialect", { $schema: "https://example.com/dialect" }, "dialect"],
    ["a keyword with a wrong value", { minLength: -1 }, "minLength"],
    ["a pattern that nobody reads", { pattern: "(" }, "pattern"],
  ])("%s is unknown, with the reason", (_what, schema, reason) => {
    expect(ask({ type: "string" }, schema)).toEqual({ verdict: "unknown", reason: expect.stringContaining(reason) });
  });

  test("whole numbers beyond 2^53 equal each other only where they are written alike", () => {
    const large = 2 ** 53;
    expect(verdict({ const: large }, { enum: [large, large + 4] })).toBe("unknown");
    expect(verdict({ enum: [large, large + 4] }, { enum: [large + 4, large] })).toBe("contained");
    expect(verdict({ type: "integer", minimum: large }, { minimum: 5 })).toBe("contained");
  });
});
