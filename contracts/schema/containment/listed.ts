import type { Json } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { isDraft7 } from "./resources.ts";

/** The values outside of which a schema accepts nothing, and what else it says. */
export interface Listed {
  readonly values: readonly Json[];
  readonly beside: Schema;
}

/** What a schema lists at its root, where it does: then there is nothing to search, only to judge. */
export function listedValues(schema: Schema): Listed | undefined {
  if (typeof schema === "boolean" || (schema.$ref !== undefined && isDraft7(schema))) return undefined;
  if (schema.const !== undefined) {
    const { const: value, ...beside } = schema;
    return isExact(value as Json) ? { values: [value as Json], beside } : undefined;
  }
  if (Array.isArray(schema.enum)) {
    const { enum: values, ...beside } = schema;
    return isExact(values as Json[]) ? { values: values as Json[], beside } : undefined;
  }
  if (!Array.isArray(schema.anyOf)) return undefined;
  const lists = schema.anyOf.map((branch) => listedValues(branch as Schema)?.values);
  return lists.every((list) => list !== undefined) ? { values: lists.flat(), beside: schema } : undefined;
}

/** Whether no number in a value may have been another one before it was read into a double (RFC 8259 §6). */
function isExact(value: Json): boolean {
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "number" && Number.isInteger(next) && !Number.isSafeInteger(next)) return false;
    if (typeof next !== "object" || next === null) continue;
    for (const part of Object.values(next) as Json[]) waiting.push(part);
  }
  return true;
}
