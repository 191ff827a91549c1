import { TercetError } from "../../errors.ts";
import type { JsonObject } from "../../json.ts";

/** Which side of a schema with defaults is meant: what a sender may write, or what a receiver can rely on. */
export type Direction = "input" | "output";

/** A schema as JSON Schema 2020-12; `definitions` are the named schemas that it refers to, directly or through others. */
export interface ConvertedSchema {
  readonly schema: JsonObject;
  readonly definitions: ReadonlyMap<string, JsonObject>;
}

/** Where named schemas stand in an OpenAPI document. */
export const componentPrefix = "#/components/schemas/";

/** The error for a construct that JSON Schema cannot say; `path` is where in the schema it stands. */
export function unrepresentable(place: string, path: readonly (string | number)[], what: string): TercetError {
  const pointer = path.map((segment) => `/${segment}`).join("");
  return new TercetError(
    "contract",
    `${place}, at ${pointer === "" ? "its root" : pointer}: ${what} cannot be said in JSON Schema. Describe the JSON that is sent instead.`,
  );
}

const dataKeywords = new Set(["const", "enum", "default", "examples"]);

/** Copies a schema, mending every schema object in it; values that are data (`const`, `default` …) stay as they are. */
export function mapSchema(schema: JsonObject, mend: (schema: JsonObject) => JsonObject): JsonObject {
  const copy = (value: unknown, isMap: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => copy(item, false));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, member]) => [
      key,
      !isMap && dataKeywords.has(key) ? member : copy(member, !isMap && schemaMaps.has(key)),
    ]);
    const copied = Object.fromEntries(entries) as JsonObject;
    return isMap ? copied : mend(copied);
  };
  return copy(schema, false) as JsonObject;
}

// Keywords whose value is an object of schemas by name: their members' names are no keywords.
const schemaMaps = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
