import { isObject, type Json } from "../../json.ts";
import { numberFormats, stringFormats } from "./formats.ts";

/** Whether a known `format` stands anywhere in a schema; what only looks like one (in an `enum`) does no harm. */
export function mentionsFormat(value: Json): boolean {
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isObject(next) && typeof next.format === "string" && isKnown(next.format)) return true;
    if (typeof next !== "object" || next === null) continue;
    for (const part of Object.values(next) as Json[]) waiting.push(part);
  }
  return false;
}

function isKnown(format: string): boolean {
  return Object.hasOwn(stringFormats, format) || Object.hasOwn(numberFormats, format);
}
