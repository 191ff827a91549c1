import type { Json, JsonObject } from "../../../json.ts";
import { Undecided } from "../outcome.ts";

/** The value of a keyword that is a count; undefined where it is not given. Throws `Undecided` for anything else. */
export function countOf(schema: JsonObject, keyword: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) return refuse(keyword, value);
  return value;
}

/** The value of a keyword that is a number; undefined where it is not given. */
export function numberOf(schema: JsonObject, keyword: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  return typeof value === "number" && Number.isFinite(value) ? value : refuse(keyword, value);
}

/** The value of a keyword that is a list of names. */
export function namesOf(value: Json | undefined, keyword: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return refuse(keyword, value);
  return value.map((name) => (typeof name === "string" ? name : refuse(keyword, value)));
}

/** Throws `Undecided`: the keyword has a value that it cannot have. */
export function refuse(keyword: string, value: Json): never {
  throw new Undecided(`the keyword ${keyword} cannot be ${(JSON.stringify(value) ?? "undefined").slice(0, 40)}`);
}
