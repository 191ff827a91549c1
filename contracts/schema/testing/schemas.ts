import fc from "fast-check";
import type { Json } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";

/**
 * Few names, constants and patterns, so that what two schemas say often meets. No name of `Object.prototype`: ajv takes such
 * members for evaluated.
 */
const name = fc.constantFrom("a", "b", "c", "x1", "y");
const pattern = fc.constantFrom("^a", "^[ab]$", "a", "^x", "[0-9]", "b$", "^.{2}$", "^(a|b)*$", "^(?!a)", "^$", "\\ba");
const constant = fc.constantFrom<Json[]>(
  0,
  1,
  2,
  1.5,
  -1,
  "a",
  "b",
  "",
  "ab",
  true,
  null,
  [],
  {},
  [1],
  [1, 1],
  ["a"],
  { a: 1 },
  { b: "a" },
);
const few = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom(
  "object",
  "array",
  "string",
  "number",
  "integer",
  "null",
  ["object", "array"],
  ["string", "null"],
);
const bound = fc.integer({ min: -1, max: 3 });

const record = (model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { requiredKeys: [] });

/** Schemas with every keyword of JSON Schema 2020-12 that constrains, small enough to be judged on all small instances. */
export const anySchema = fc.letrec((tie) => {
  const part = tie("schema");
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  const map = (of: fc.Arbitrary<unknown>) => fc.dictionary(name, of, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const scalar = fc.oneof(
    record({ type, const: constant }),
    record({ enum: fc.array(constant, { minLength: 1, maxLength: 3 }) }),
    record({ minimum: bound, maximum: bound, multipleOf: fc.constantFrom(1, 2, 0.5, 1.5), exclusiveMinimum: bound }),
    record({ type: fc.constant("string"), minLength: few, maxLength: few, pattern }),
  );
  const within = fc.oneof(
    record({ type, properties: map(part), required: fc.array(name, { maxLength: 1 }), additionalProperties: part }),
    record({
      patternProperties: fc.dictionary(pattern, part, { maxKeys: 2 }),
      propertyNames: part,
      minProperties: few,
    }),
    record({
      maxProperties: few,
      dependentRequired: map(fc.array(name, { maxLength: 1 })),
      dependentSchemas: map(part),
    }),
    record({ prefixItems: parts, items: part, minItems: few, maxItems: few, uniqueItems: fc.boolean() }),
    record({ contains: part, minContains: few, maxContains: few, items: part, type }),
    record({ allOf: parts, type }),
    record({ anyOf: parts, unevaluatedItems: part, prefixItems: parts }),
    record({ oneOf: parts, unevaluatedProperties: part, properties: map(part) }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    record({ if: part, then: part, else: part, unevaluatedProperties: part }),
    record({ not: part, type }),
    record({ $ref: fc.constantFrom("#/$defs/A", "#/$defs/B"), type }),
  );
  return { schema: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.boolean(), scalar, within) };
}).schema as fc.Arbitrary<Schema>;

/** A schema as its own document: with what its references lead to. */
export const rootSchema: fc.Arbitrary<Schema> = fc
  .tuple(anySchema, anySchema, anySchema)
  .map(
    ([root, A, B]) =>
      (JSON.stringify([root, A, B]).includes("$ref") ? { allOf: [root], $defs: { A, B } } : root) as Schema,
  );

/** Two schemas of which often one is made from the other, so that containment is no rarity. */
export const schemaPair: fc.Arbitrary<readonly [Schema, Schema]> = fc.oneof(
  fc.tuple(rootSchema, rootSchema),
  fc.tuple(rootSchema, anySchema).map(([left, other]) => [left, joined("anyOf", left, other)] as const),
  fc.tuple(rootSchema, anySchema).map(([right, other]) => [joined("allOf", right, other), right] as const),
  rootSchema.chain((left) => fc.tuple(fc.constant(left), weakened(left))),
);

/** Definitions stay at the root, where references look for them. */
function joined(keyword: "anyOf" | "allOf", of: Schema, other: Schema): Schema {
  const $defs = typeof of === "object" && of.$defs !== undefined ? of.$defs : { A: true, B: { type: "array" } };
  return { [keyword]: [of, other], $defs };
}

/** The schema without one of its keywords. */
function weakened(schema: Schema): fc.Arbitrary<Schema> {
  if (typeof schema === "boolean" || Object.keys(schema).length === 0) return fc.constant(true);
  return fc.constantFrom(...Object.keys(schema)).map((keyword) => {
    const { [keyword]: _left, ...rest } = schema;
    return keyword === "$defs" ? schema : rest;
  });
}
