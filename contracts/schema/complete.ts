import { isObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import type { Random } from "../random.ts";
import type { Schemas } from "./compile.ts";
import { allOf } from "./conjunction.ts";
import { generate } from "./generate.ts";
import { type Place, placesOf, replaceAt, withMember } from "./place.ts";
import { itemSchemas, namedProperties, propertySchemas } from "./shape.ts";
import { GenerationError } from "./values/error.ts";

/** How many parts are added at the most; a recursive schema has no end of optional ones. */
const maxAdditions = 40;
/** Parts are added down to this depth. */
const maxDepth = 3;

/**
 * The valid value with the optional members that it lacks, and an item in each empty array, as far as it stays valid:
 * what is not there cannot be made wrong.
 */
export function complete(schemas: Schemas, schema: Schema, valid: unknown, random: Random): unknown {
  let value = valid;
  let additionsLeft = maxAdditions;
  for (let depth = 0; depth <= maxDepth; depth++) {
    for (const place of placesOf(schemas, schema, value).filter(({ path }) => path.length === depth)) {
      for (const [name, applying] of lacking(place)) {
        if (additionsLeft-- <= 0) return value;
        const present = partAt(value, place.path);
        const part = partFor(schemas, applying, random.fork([...place.path, name].join("/")));
        if (part === undefined) continue;
        const fuller = Array.isArray(present) ? [part.value] : withMember(present as object, name, part.value);
        const candidate = replaceAt(value, place.path, fuller);
        if (schemas.errors(schema, candidate).length === 0) value = candidate;
      }
    }
  }
  return value;
}

function lacking({ shape, value }: Place): [string, Schema][] {
  if (Array.isArray(value) && value.length === 0 && shape.arrays.length > 0) {
    return [["0", allOf(itemSchemas(shape, 0))]];
  }
  if (!isObject(value)) return [];
  const names = namedProperties(shape).filter((name) => !Object.hasOwn(value, name));
  return names.map((name) => [name, allOf(propertySchemas(shape, name))]);
}

function partFor(schemas: Schemas, schema: Schema, random: Random): { value: unknown } | undefined {
  try {
    return { value: generate(schemas, schema, random, { preferExamples: true }) };
  } catch (error) {
    if (error instanceof GenerationError) return undefined;
    throw error;
  }
}

function partAt(value: unknown, path: Place["path"]): unknown {
  return path.reduce((part, key) => (part as Record<string | number, unknown>)[key], value);
}
