import { isObject, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import type { Schemas } from "../../schema/compile.ts";

/** Members of members are followed down to this depth; a recursive schema has no end of them. */
const maxDepth = 8;

/**
 * The schemas of members that several parts of one `allOf` describe: what one part says of such a member is not all that
 * is said of it, so none of them may be taken to name all of its members.
 */
export function sharedMembers(schemas: Schemas): ReadonlySet<Schema> {
  const shared = new Set<Schema>();
  const waiting: unknown[] = [schemas.document];
  const seen = new Set<unknown>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    if (isObject(next) && Array.isArray(next.allOf)) mark(schemas, [next as JsonObject], shared, 0);
    waiting.push(...Object.values(next));
  }
  return shared;
}

function mark(schemas: Schemas, together: readonly Schema[], shared: Set<Schema>, depth: number): void {
  const members = new Map<string, Schema[]>();
  for (const part of partsOf(schemas, together, new Set())) {
    if (!isObject(part.properties)) continue;
    for (const [name, schema] of Object.entries(part.properties as Record<string, Schema>)) {
      members.set(name, [...(members.get(name) ?? []), schema]);
    }
  }
  for (const several of members.values()) {
    if (several.length < 2) continue;
    for (const schema of several) shared.add(schema);
    if (depth < maxDepth) mark(schemas, several, shared, depth + 1);
  }
}

/** All schemas that may apply to one value together: themselves, what they refer to, and their branches. */
function partsOf(schemas: Schemas, together: readonly Schema[], seen: Set<Schema>): readonly JsonObject[] {
  return together.flatMap((schema) => {
    if (typeof schema === "boolean" || seen.has(schema)) return [];
    seen.add(schema);
    const target = typeof schema.$ref === "string" ? schemas.target(schema.$ref, schema) : undefined;
    const branches = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => (schema[keyword] as Schema[] | undefined) ?? []);
    return [schema, ...partsOf(schemas, [...(target === undefined ? [] : [target]), ...branches], seen)];
  });
}
