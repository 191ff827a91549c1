import type { Json } from "../../json.ts";

/**
 * Whether a value has more than so many parts when it is written out. An object that stands at several places counts at
 * each of them, as it does for whoever walks it; one that contains itself has no end.
 */
export function isLargerThan(value: Json, parts: number): boolean {
  const waiting: Json[] = [value];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++count > parts) return true;
    if (typeof next !== "object" || next === null) continue;
    for (const part of Object.values(next) as Json[]) waiting.push(part);
    if (count + waiting.length > parts) return true;
  }
  return false;
}
