import { isObject } from "../../../contracts/index.ts";

/**
 * The JSON Pointer of the first thing that was there and no longer is: a member, an item of a list, or what one of them held.
 * Undefined where nothing was lost; that something changed is no loss.
 */
export function lostFrom(before: unknown, after: unknown): string | undefined {
  if (isEmpty(before)) return undefined;
  if (isEmpty(after)) return "";
  if (Array.isArray(before)) return Array.isArray(after) && after.length < before.length ? "" : undefined;
  if (!isObject(before) || !isObject(after)) return undefined;
  for (const [name, member] of Object.entries(before)) {
    const lost = lostFrom(member, after[name]);
    if (lost !== undefined) return `/${name}${lost}`;
  }
  return undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
