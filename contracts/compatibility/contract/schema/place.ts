import { isObject, type Json, type JsonObject } from "../../../json.ts";
import type { Schema } from "../../../model/contract.ts";
import { pointer as join } from "../../../model/pointer.ts";
import { allOf } from "../../../schema/conjunction.ts";
import type { View } from "./view.ts";

/** A schema and where it stands. */
export interface Part {
  readonly schema: Schema;
  /** JSON Pointer (RFC 6901) in the document. */
  readonly pointer: string;
}

/** What applies to a value at one place: all parts at once. */
export type Place = readonly Part[];

/** A schema object that applies to a place directly: what it refers to by `$ref` and `allOf` stands beside it. */
export interface Host {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** One schema for all parts of a place. */
export function schemaOf(place: Place): Schema {
  return allOf(place.map(({ schema }) => schema));
}

/** The part of a schema under some keyword or name. */
export function partAt(host: Host, ...segments: readonly (string | number)[]): Part {
  let schema: Json = host.schema;
  for (const segment of segments) schema = (schema as Record<string | number, Json>)[segment] as Json;
  return { schema: schema as Schema, pointer: host.pointer + join(...segments) };
}

/** What a bare reference leads to, so that a component is the same place wherever it is used. */
export function resolved(view: View, part: Part): Part {
  let current = part;
  for (let hops = 0; hops < 50 && isObject(current.schema) && Object.keys(current.schema).length === 1; hops++) {
    const next = targetOf(view, current.schema as JsonObject);
    if (next === undefined) break;
    current = next;
  }
  return current;
}

/**
 * All schema objects that apply to a place directly, `$ref`s and `allOf` followed. A part that is `false` counts as one
 * that allows nothing; a reference that leads nowhere counts for nothing, as the loader has refused it already.
 */
export function hostsOf(view: View, place: Place): readonly Host[] {
  const hosts: Host[] = [];
  const seen = new Set<Schema>();
  const visit = (part: Part): void => {
    if (part.schema === true || seen.has(part.schema)) return;
    if (part.schema === false) {
      hosts.push({ schema: { not: {} }, pointer: part.pointer });
      return;
    }
    seen.add(part.schema);
    const host: Host = { schema: part.schema, pointer: part.pointer };
    hosts.push(host);
    const target = targetOf(view, part.schema);
    if (target !== undefined) visit(target);
    if (Array.isArray(part.schema.allOf))
      for (const index of part.schema.allOf.keys()) visit(partAt(host, "allOf", index));
  };
  for (const part of place) visit(part);
  return hosts;
}

function targetOf(view: View, schema: JsonObject): Part | undefined {
  const reference = schema.$ref ?? schema.$dynamicRef;
  if (typeof reference !== "string") return undefined;
  const target = view.schemas.target(reference, schema);
  if (target === undefined) return undefined;
  const pointer = typeof target === "object" ? view.index.pointers.get(target) : undefined;
  return { schema: target, pointer: pointer ?? reference.replace(/^#/, "") };
}
