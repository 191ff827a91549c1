import { isObject, type Json, type JsonObject } from "../json.ts";
import { dataKeywords, nameKeywords } from "./reference.ts";

/**
 * A document without `nullable` in its schemas: ajv takes it for a keyword, and refuses it beside no `type`. It is one of
 * OpenAPI 3.0, from which it was lifted; in JSON Schema 2020-12 it is unknown and judges nothing. What has none is
 * returned as it is.
 */
export function withoutNullable<Value extends Json>(value: Value): Value {
  return stripped(value, false) as Value;
}

/** `areNames`: the members of the object are names, of which one may be `nullable`. */
function stripped(value: Json, areNames: boolean): Json {
  if (Array.isArray(value)) return value.some(isContainer) ? value.map((item) => stripped(item, false)) : value;
  if (!isObject(value)) return value;
  let hasChanged = false;
  const members: [string, Json][] = [];
  for (const [name, part] of Object.entries(value as JsonObject)) {
    if (!areNames && name === "nullable" && typeof part === "boolean") {
      hasChanged = true;
      continue;
    }
    const isData = !areNames && dataKeywords.has(name);
    const kept = isData ? part : stripped(part, !areNames && (nameKeywords.has(name) || name === "schemas"));
    hasChanged ||= kept !== part;
    members.push([name, kept]);
  }
  return hasChanged ? Object.fromEntries(members) : (value as JsonObject);
}

function isContainer(value: Json): boolean {
  return typeof value === "object" && value !== null;
}
