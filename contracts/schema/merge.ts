import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import type { Schemas } from "./compile.ts";
import { canonical } from "./equality.ts";
import { type JsonType, jsonTypes, openShape, type Shape } from "./shape.ts";

/** Decides which of the possible ways is taken where a schema offers several. */
export interface Chooser {
  /** For `anyOf` and `oneOf`. */
  branch(branches: readonly Schema[]): Schema | undefined;
  /** For `if`. */
  holds(condition: Schema): boolean;
  /** For `dependentSchemas`. */
  has(property: string): boolean;
}

/** Merges all that applies at a place. */
export function shapeOf(schemas: Schemas, schema: Schema, chooser: Chooser): Shape {
  const shape = openShape();
  absorb(schema, new Set());
  return shape;

  function absorb(part: Schema | undefined, seen: Set<Schema>): void {
    if (part === false) shape.impossible = true;
    if (part === undefined || typeof part === "boolean" || seen.has(part)) return;
    seen.add(part);
    for (const name of ["$ref", "$dynamicRef"]) {
      const reference = part[name];
      if (typeof reference === "string") absorb(schemas.target(reference, part), seen);
    }
    absorbValues(shape, part);
    absorbNumber(shape, part);
    absorbString(shape, part);
    absorbArray(shape, part);
    absorbObject(shape, part);
    for (const branch of schemaList(part.allOf)) absorb(branch, seen);
    for (const name of ["anyOf", "oneOf"]) {
      const branches = schemaList(part[name]);
      if (branches.length > 0) absorb(chooser.branch(branches), seen);
    }
    absorbConditions(part, seen);
    if (uncertainKeywords.some((keyword) => Object.hasOwn(part, keyword))) shape.uncertain = true;
  }

  function absorbConditions(part: JsonObject, seen: Set<Schema>): void {
    if (isSchema(part.if)) {
      const holds = chooser.holds(part.if);
      if (holds) absorb(part.if, seen);
      const consequence = holds ? part.then : part.else;
      if (isSchema(consequence)) absorb(consequence, seen);
    }
    for (const [name, dependent] of schemaMap(part.dependentSchemas)) {
      if (chooser.has(name)) absorb(dependent, seen);
    }
  }
}

const uncertainKeywords = [
  "not",
  "anyOf",
  "oneOf",
  "if",
  "dependentSchemas",
  "propertyNames",
  "unevaluatedItems",
  "maxContains",
];

function absorbValues(shape: Shape, part: JsonObject): void {
  const { type, default: preset, example, examples } = part;
  const types = (typeof type === "string" ? [type] : Array.isArray(type) ? type : undefined) as JsonType[] | undefined;
  if (types !== undefined) shape.types = shape.types === undefined ? types : commonTypes(shape.types, types);
  if (Array.isArray(part.enum)) narrow(part.enum);
  if (part.const !== undefined) narrow([part.const]);
  if (Array.isArray(examples)) shape.examples.push(...examples);
  for (const value of [example, preset]) if (value !== undefined) shape.examples.push(value);

  function narrow(values: readonly Json[]): void {
    const allowed = new Set(values.map(canonical));
    shape.values = shape.values?.filter((value) => allowed.has(canonical(value))) ?? values;
  }
}

function commonTypes(left: readonly JsonType[], right: readonly JsonType[]): JsonType[] {
  const fits = (type: JsonType, types: readonly JsonType[]) =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  return jsonTypes.filter((type) => fits(type, left) && fits(type, right));
}

function absorbNumber(shape: Shape, part: JsonObject): void {
  raise(shape, part, "minimum");
  raise(shape, part, "exclusiveMinimum");
  lower(shape, part, "maximum");
  lower(shape, part, "exclusiveMaximum");
  if (typeof part.multipleOf === "number") shape.multiplesOf.push(part.multipleOf);
  // OpenAPI's format registry; ajv bounds int32 only, and a number above 2^53 is not exact (RFC 8259 §6).
  if (part.format === "int32") {
    shape.minimum = Math.max(shape.minimum, -(2 ** 31));
    shape.maximum = Math.min(shape.maximum, 2 ** 31 - 1);
  }
}

function absorbString(shape: Shape, part: JsonObject): void {
  raise(shape, part, "minLength");
  lower(shape, part, "maxLength");
  if (typeof part.pattern === "string") shape.patterns.push(part.pattern);
  if (typeof part.format === "string") shape.formats.push(part.format);
}

function absorbArray(shape: Shape, part: JsonObject): void {
  raise(shape, part, "minItems");
  lower(shape, part, "maxItems");
  if (part.uniqueItems === true) shape.uniqueItems = true;
  const rest = part.items ?? part.unevaluatedItems;
  if (isSchema(rest) || Array.isArray(part.prefixItems)) {
    shape.arrays.push({ prefix: schemaList(part.prefixItems), rest: isSchema(rest) ? rest : true });
  }
  if (isSchema(part.contains)) {
    shape.contains.push({
      schema: part.contains,
      minimum: typeof part.minContains === "number" ? part.minContains : 1,
    });
  }
}

function absorbObject(shape: Shape, part: JsonObject): void {
  raise(shape, part, "minProperties");
  lower(shape, part, "maxProperties");
  if (Array.isArray(part.required)) for (const name of part.required) shape.required.add(String(name));
  const properties = schemaMap(part.properties);
  const patterns = schemaMap(part.patternProperties);
  const additional = part.additionalProperties;
  if (properties.size > 0 || patterns.size > 0 || isSchema(additional)) {
    shape.objects.push({ properties, patterns, additional: isSchema(additional) ? additional : undefined });
  }
  if (isSchema(part.unevaluatedProperties)) shape.unevaluatedProperties = part.unevaluatedProperties;
  if (isSchema(part.propertyNames)) shape.propertyNames.push(part.propertyNames);
  if (isObject(part.dependentRequired)) {
    for (const [name, needed] of Object.entries(part.dependentRequired)) {
      shape.dependentRequired.set(name, [...(shape.dependentRequired.get(name) ?? []), ...(needed as string[])]);
    }
  }
}

type LowerBound = "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties";
type UpperBound = "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties";

function raise(shape: Shape, part: JsonObject, keyword: LowerBound): void {
  const bound = part[keyword];
  if (typeof bound === "number") shape[keyword] = Math.max(shape[keyword], bound);
}

function lower(shape: Shape, part: JsonObject, keyword: UpperBound): void {
  const bound = part[keyword];
  if (typeof bound === "number") shape[keyword] = Math.min(shape[keyword], bound);
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "boolean" || isObject(value);
}

function schemaList(value: Json | undefined): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function schemaMap(value: Json | undefined): Map<string, Schema> {
  const entries = isObject(value) ? Object.entries(value as JsonObject) : [];
  return new Map(entries.filter((entry): entry is [string, Schema] => isSchema(entry[1])));
}
