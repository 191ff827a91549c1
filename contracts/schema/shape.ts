import type { Json } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { compilePattern, PatternTimeout } from "./pattern.ts";

export const jsonTypes = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;
/** The types of JSON Schema; `integer` is a number without a fraction. */
export type JsonType = (typeof jsonTypes)[number];

/** The keywords for objects that stand together: what `additionalProperties` means depends on its neighbours. */
interface ObjectRules {
  readonly properties: ReadonlyMap<string, Schema>;
  readonly patterns: ReadonlyMap<string, Schema>;
  /** Absent: members that are neither named nor matched are not spoken of. */
  readonly additional?: Schema | undefined;
}

interface ArrayRules {
  readonly prefix: readonly Schema[];
  readonly rest: Schema;
}

/**
 * All that applies to a value at one place, from a schema and what it refers to, merged: `$ref` and `allOf` followed,
 * one branch of `anyOf`, `oneOf` and `if` taken. Several bounds of a kind are reduced to the strictest.
 */
export interface Shape {
  /** `false` applies: no value is valid. */
  impossible: boolean;
  /** Something applies that the other members do not say (`not`, the branches not taken …): only ajv can tell. */
  uncertain: boolean;
  types: readonly JsonType[] | undefined;
  /** From `enum` and `const`. */
  values: readonly Json[] | undefined;
  /** From `default` and `examples`. */
  examples: Json[];
  minimum: number;
  maximum: number;
  exclusiveMinimum: number;
  exclusiveMaximum: number;
  multiplesOf: number[];
  minLength: number;
  maxLength: number;
  patterns: string[];
  formats: string[];
  minItems: number;
  maxItems: number;
  uniqueItems: boolean;
  arrays: ArrayRules[];
  contains: { readonly schema: Schema; readonly minimum: number }[];
  minProperties: number;
  maxProperties: number;
  required: Set<string>;
  objects: ObjectRules[];
  /** Applies to the members that no object rule speaks of. */
  unevaluatedProperties: Schema | undefined;
  propertyNames: Schema[];
  dependentRequired: Map<string, readonly string[]>;
}

/** Nothing applies: every value is valid. */
export function openShape(): Shape {
  return {
    impossible: false,
    uncertain: false,
    types: undefined,
    values: undefined,
    examples: [],
    minimum: Number.NEGATIVE_INFINITY,
    maximum: Number.POSITIVE_INFINITY,
    exclusiveMinimum: Number.NEGATIVE_INFINITY,
    exclusiveMaximum: Number.POSITIVE_INFINITY,
    multiplesOf: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    formats: [],
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    uniqueItems: false,
    arrays: [],
    contains: [],
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    required: new Set(),
    objects: [],
    unevaluatedProperties: undefined,
    propertyNames: [],
    dependentRequired: new Map(),
  };
}

/** All that applies to the member `name` of an object. */
export function propertySchemas(shape: Shape, name: string): Schema[] {
  let evaluated = false;
  const found = shape.objects.flatMap(({ properties, patterns, additional }) => {
    const property = properties.get(name);
    const own = property === undefined ? [] : [property];
    for (const [pattern, schema] of patterns) if (matches(pattern, name)) own.push(schema);
    if (own.length === 0 && additional !== undefined) own.push(additional);
    evaluated ||= own.length > 0;
    return own;
  });
  return evaluated || shape.unevaluatedProperties === undefined ? found : [shape.unevaluatedProperties];
}

/** All that applies to the item at a position of an array. */
export function itemSchemas(shape: Shape, position: number): Schema[] {
  return shape.arrays.map(({ prefix, rest }) => prefix[position] ?? rest);
}

/** The names that the schema speaks of by name. */
export function namedProperties(shape: Shape): string[] {
  return [...new Set(shape.objects.flatMap(({ properties }) => [...properties.keys()]))];
}

/** The types that a value can have here; where the schema names none, what its other keywords are about. */
export function typesOf(shape: Shape): readonly JsonType[] {
  if (shape.types !== undefined) return shape.types;
  if (shape.objects.length > 0 || shape.required.size > 0 || shape.minProperties > 0) return ["object"];
  if (shape.arrays.length > 0 || shape.contains.length > 0 || shape.minItems > 0) return ["array"];
  if (shape.patterns.length > 0 || shape.formats.length > 0) return ["string"];
  if (shape.minLength > 0 || Number.isFinite(shape.maxLength)) return ["string"];
  const bounds = [shape.minimum, shape.maximum, shape.exclusiveMinimum, shape.exclusiveMaximum];
  if (shape.multiplesOf.length > 0 || bounds.some(Number.isFinite)) return ["number"];
  return jsonTypes;
}

/** Whether a pattern keyword accepts a text; a pattern that takes too long accepts nothing. */
export function matches(pattern: string, text: string): boolean {
  try {
    return compilePattern(pattern).test(text);
  } catch (error) {
    if (error instanceof PatternTimeout) return false;
    throw error;
  }
}
