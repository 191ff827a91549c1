import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { createRandom } from "../random.ts";
import { schemasOf } from "./compile.ts";
import { generate } from "./generate.ts";
import { invalidValues } from "./mutate.ts";
import { GenerationError } from "./values/error.ts";

const bound = fc.integer({ min: -20, max: 20 });
const length = fc.integer({ min: 0, max: 6 });
const pattern = fc.constantFrom("^[a-z]+$", "\\d", "^x-", "^(a|b)*$", "^[^\\s]{2,4}$", "^\\p{Lu}");
const format = fc.constantFrom("date", "date-time", "email", "uuid", "uri", "ipv4", "unknown");
const name = fc.constantFrom("a", "b", "c", "__proto__", "x-1");
const json = fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<null | boolean | number | string>;
const record = (keywords: Record<string, fc.Arbitrary<unknown>>) => fc.record(keywords, { requiredKeys: [] });

/** Schemas of all keywords, also contradicting ones, three levels deep, and back to the first by `$ref`. */
const { schema } = fc.letrec<{ schema: JsonObject | boolean }>((tie) => {
  const part = tie("schema");
  const parts = fc.array(part, { minLength: 1, maxLength: 2 });
  const own = fc.oneof(
    record({ enum: fc.array(json, { minLength: 1, maxLength: 3 }) }),
    record({
      type: fc.constantFrom("integer", "number"),
      minimum: bound,
      maximum: bound,
      multipleOf: fc.constantFrom(1, 2, 0.5, 0.1),
    }),
    record({ type: fc.constant("number"), exclusiveMinimum: bound, exclusiveMaximum: bound }),
    record({ type: fc.constant("string"), minLength: length, maxLength: length, pattern, format }),
    record({ type: fc.constantFrom("null", "boolean", ["string", "null"], ["object", "integer"]) }),
  );
  const within = fc.oneof(
    record({
      type: fc.constant("array"),
      items: part,
      prefixItems: parts,
      minItems: length,
      maxItems: length,
      uniqueItems: fc.boolean(),
      contains: part,
    }),
    record({
      type: fc.constant("object"),
      properties: fc.dictionary(name, part, { maxKeys: 3, noNullPrototype: true }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      additionalProperties: part,
      patternProperties: fc.record({ "^x-": part }),
      propertyNames: fc.record({ pattern }),
      minProperties: fc.integer({ min: 0, max: 3 }),
      maxProperties: fc.integer({ min: 0, max: 4 }),
      dependentRequired: fc.record({ a: fc.uniqueArray(name, { maxLength: 1 }) }),
    }),
    record({ allOf: parts }),
    record({ anyOf: parts, type: fc.constantFrom("object", "string") }),
    record({ oneOf: parts }),
    record({ not: part, type: fc.constantFrom("integer", "string") }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    record({ if: part, then: part, else: part }),
    fc.constant({ $ref: "#/components/schemas/Root" }),
  );
  return {
    schema: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.boolean(), own, within) as fc.Arbitrary<
      JsonObject | boolean
    >,
  };
});

const runs = { numRuns: 400 };
const rooted = (root: Schema) => schemasOf({ document: { components: { schemas: { Root: root } } } });

/** A schema that refers to itself and nothing else says nothing at all, and no validator can compile it. */
const isUsable = (root: Schema): boolean => {
  try {
    rooted(root).errors(root, 1);
    return true;
  } catch {
    return false;
  }
};

describe("for any schema", () => {
  test("what is generated is valid, and what cannot be generated is said to be so", () => {
    let generated = 0;
    fc.assert(
      fc.property(schema.filter(isUsable), fc.integer(), (root, seed) => {
        const schemas = rooted(root);
        try {
          const value = generate(schemas, root, createRandom(seed));
          generated++;
          expect(schemas.errors(root, value)).toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(GenerationError);
        }
      }),
      runs,
    );
    expect(generated).toBeGreaterThan(runs.numRuns / 3);
  });

  test("what is given out as invalid is invalid, and survives the way as JSON", () => {
    fc.assert(
      fc.property(schema.filter(isUsable), fc.integer(), (root, seed) => {
        const schemas = rooted(root);
        const valid = validValue(root, seed);
        if (valid === undefined) return;
        let looked = 0;
        for (const { value } of invalidValues(schemas, root, valid.value, createRandom(seed))) {
          expect(schemas.refuses(root, JSON.parse(JSON.stringify(value)))).toBe(true);
          if (++looked === 60) break;
        }
      }),
      { numRuns: 150 },
    );
  });
});

function validValue(root: Schema, seed: number): { readonly value: unknown } | undefined {
  try {
    return { value: generate(rooted(root), root, createRandom(seed)) };
  } catch (error) {
    if (error instanceof GenerationError) return undefined;
    throw error;
  }
}
