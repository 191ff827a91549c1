import { isObject, type Json, type JsonObject } from "../../../json.ts";
import { type Schemas, schemasOf } from "../../../schema/compile.ts";
import { type DocumentIndex, indexOf } from "../../../schema/reference.ts";

/** A document as one side of a conversation sees it. Places have the same JSON Pointers as in the contract's document. */
export interface View {
  readonly schemas: Schemas;
  readonly index: DocumentIndex;
}

const mark = "x-tercet-absent";

/** Whether a schema of a view stands for a member that is no part of this direction. */
export function isAbsentHere(schema: unknown): boolean {
  return isObject(schema) && schema[mark] === true;
}

/** Whether the side sends what is described, or reads it. */
export type Role = "sender" | "reader";

/**
 * What OpenAPI's `readOnly` and `writeOnly` mean for one direction (OpenAPI 3.1 §4.8.24.2): a `readOnly` member is no part of
 * a request, a `writeOnly` one no part of a response; `required` does not ask for it. The sender leaves it out, the reader
 * does not look at it. `absent` is the keyword that takes a member out of this direction.
 */
export function viewOf(document: JsonObject, absent: "readOnly" | "writeOnly", role: Role): View {
  const original = schemasOf({ document });
  if (!mentions(document, absent)) return { schemas: original, index: indexed(document) };
  const foreign = requiredElsewhere(document);
  const viewed = rewrite(document) as JsonObject;
  return { schemas: schemasOf({ document: viewed }), index: indexed(viewed) };

  function rewrite(value: Json): Json {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    const copy = Object.fromEntries(Object.entries(value as JsonObject).map(([name, part]) => [name, rewrite(part)]));
    const { properties, required } = value as JsonObject;
    if (!isObject(properties)) return copy;
    const left = new Set(Object.keys(properties).filter((name) => isAbsent(properties[name] as Json)));
    if (left.size === 0) return copy;
    // A name that another schema asks for stays possible: without it nothing at all would be valid.
    const instead = (name: string) => ({
      [mark]: true,
      ...(role === "sender" && !foreign.has(name) ? { not: {} } : {}),
    });
    copy.properties = Object.fromEntries(
      Object.entries(copy.properties as JsonObject).map(([name, part]) => [
        name,
        left.has(name) ? instead(name) : part,
      ]),
    );
    if (Array.isArray(required)) copy.required = required.filter((name) => !left.has(name as string));
    return copy;
  }

  function isAbsent(schema: Json, depth = 0): boolean {
    if (!isObject(schema) || depth > 8) return false;
    if (schema[absent] === true) return true;
    if (typeof schema.$ref === "string") return isAbsent((original.target(schema.$ref) ?? true) as Json, depth + 1);
    return Array.isArray(schema.allOf) && schema.allOf.some((part: Json) => isAbsent(part, depth + 1));
  }
}

const indexes = new WeakMap<JsonObject, DocumentIndex>();

/** Requests and responses mostly share their documents. */
function indexed(document: JsonObject): DocumentIndex {
  const index = indexes.get(document) ?? indexOf(document);
  indexes.set(document, index);
  return index;
}

function mentions(value: Json, keyword: string): boolean {
  if (Array.isArray(value)) return value.some((part) => mentions(part, keyword));
  if (!isObject(value)) return false;
  return value[keyword] === true || Object.values(value as JsonObject).some((part) => mentions(part, keyword));
}

/** Names in a `required` list of a schema that does not describe the member itself. */
function requiredElsewhere(value: Json, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const part of value) requiredElsewhere(part, found);
  else if (isObject(value)) {
    const { properties, required } = value as JsonObject;
    for (const name of Array.isArray(required) ? required : []) {
      if (typeof name === "string" && !(isObject(properties) && Object.hasOwn(properties, name))) found.add(name);
    }
    for (const part of Object.values(value as JsonObject)) requiredElsewhere(part, found);
  }
  return found;
}
