import { isObject } from "../../json.ts";
import type { Schemas } from "../../schema/compile.ts";
import type { Schema } from "../contract.ts";
import { parsePointer } from "../pointer.ts";

/** Where in a message a runtime expression leads. */
export interface MessageLocation {
  readonly part: "header" | "payload";
  /** The names and indices on the way; none: the whole part. */
  readonly segments: readonly string[];
}

/** Reads `$message.header#/…` or `$message.payload#/…`; undefined for anything else (AsyncAPI 3.0, "Runtime Expression"). */
export function parseLocation(text: string): MessageLocation | undefined {
  const match = /^\$message\.(header|payload)(?:#(.*))?$/s.exec(text);
  if (match === null) return undefined;
  const segments = parsePointer(match[2] ?? "");
  return segments === undefined ? undefined : { part: match[1] as MessageLocation["part"], segments };
}

/** False where a schema names members, and not the one that the way leads to: only what is described counts. */
export function namesMember(schemas: Schemas, schema: Schema, segments: readonly string[], depth = 0): boolean {
  const [name, ...rest] = segments;
  if (name === undefined || typeof schema === "boolean" || depth > 64) return true;
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => (schema[keyword] as Schema[] | undefined) ?? []);
  const target = typeof schema.$ref === "string" ? schemas.target(schema.$ref, schema) : undefined;
  const together = target === undefined ? parts : [...parts, target];
  const { properties, items } = schema;
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    return namesMember(schemas, properties[name] as Schema, rest, depth + 1);
  }
  if (/^\d+$/.test(name) && items !== undefined) return namesMember(schemas, items as Schema, rest, depth + 1);
  if (together.some((part) => namesMember(schemas, part, segments, depth + 1))) return true;
  return !isObject(properties) && together.length === 0;
}
