import { isObject, type Json, type JsonObject } from "../../json.ts";
import { subschemas } from "./resources.ts";
import type { Place } from "./translate.ts";

interface Walk {
  within(place: Place, schema: Json | undefined, keyword: string): Place;
  targets(place: Place): Place[];
}

/** Keywords that say where a schema is, or nothing at all. */
const silent = new Set([
  "$id",
  "$schema",
  "$anchor",
  "$dynamicAnchor",
  "$defs",
  "definitions",
  "$ref",
  "$dynamicRef",
  "$comment",
  "$vocabulary",
  "title",
  "description",
  "default",
  "examples",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

/**
 * A text for a schema and all that it refers to, in which a reference is written as what it leads to, or as the number of
 * the place that was met before. Equal texts are equal schemas, in whatever documents they stand and however they are
 * named there.
 */
export function closureKey(start: Place, walk: Walk): string {
  const met = new Map<object, [Place["scope"], number][]>();
  let count = 0;
  try {
    return write(start);
  } catch (error) {
    if (error !== tooLarge) throw error;
    return identityOf(start);
  }

  function write(place: Place): string {
    const { schema } = place;
    if (typeof schema === "boolean") return String(schema);
    const here = met.get(schema) ?? [];
    const before = here.find(([scope]) => scope === place.scope);
    if (before !== undefined) return `*${before[1]}`;
    if (count > maxPlaces) throw tooLarge;
    met.set(schema, [...here, [place.scope, count++]]);
    const parts = new Set<Json>(subschemas(schema));
    const members = Object.keys(schema)
      .filter((keyword) => !silent.has(keyword))
      .sort()
      .map((keyword) => `${JSON.stringify(keyword)}:${writeValue(place, schema[keyword] as Json, parts)}`);
    const references = walk.targets(place).map((target) => `$ref:${write(target)}`);
    return `{${[place.resource.dialect, ...members, ...references].join(",")}}`;
  }

  function writeValue(place: Place, value: Json, parts: ReadonlySet<Json>): string {
    if (typeof value === "object" && value !== null && parts.has(value)) return write(walk.within(place, value, ""));
    if (Array.isArray(value)) return `[${value.map((item) => writeValue(place, item, parts)).join(",")}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${writeValue(place, (value as JsonObject)[name] as Json, parts)}`).join(",")}}`;
  }
}

/** A larger closure is not written out for every reference into it; its schemas are then equal to themselves only. */
const maxPlaces = 200;
const tooLarge = new Error("the closure is too large");
const identities = new WeakMap<object, WeakMap<object, string>>();
let lastIdentity = 0;

function identityOf({ schema, scope }: Place): string {
  const scopes = identities.get(schema as object) ?? new WeakMap<object, string>();
  identities.set(schema as object, scopes);
  const known = scopes.get(scope) ?? `@${++lastIdentity}`;
  scopes.set(scope, known);
  return known;
}
