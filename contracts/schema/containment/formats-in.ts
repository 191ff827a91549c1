import { isObject, type Json } from "../../json.ts";
import { stringFormats } from "./formats.ts";

/** Whether a known `format` stands anywhere in a schema; what only looks like one (in an `enum`) does no harm. */
export function mentionsFormat(value: Json): boolean {
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isObject(next) && typeof next.format === "string" && Object.hasOwn(stringFormats, next.format)) return true;
    if (typeof next === "object" && next !== null) waiting.push(...(Object.values(next) as Json[]));
  }
  return false;
}
