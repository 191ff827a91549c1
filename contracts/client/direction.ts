import { isObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";

/** What a value is for: `request`, it is sent to the service; `response`, it comes from there. */
export type ValueDirection = "request" | "response";

/** Resolves a `$ref` within the document; undefined where it leads nowhere. */
export type ResolveReference = (reference: string) => Schema | undefined;

/** What a direction leaves out (OpenAPI 3.1, section 4.8.24.2): a `readOnly` member is not sent, a `writeOnly` one not answered. */
const foreign = { request: "readOnly", response: "writeOnly" } as const;

/** Whether a member is no part of a value in this direction; also where its schema is a reference to one. */
export function isForeign(schema: unknown, direction: ValueDirection, resolve: ResolveReference): boolean {
  const seen = new Set<unknown>();
  for (let current = schema; isObject(current) && !seen.has(current); ) {
    if (current[foreign[direction]] === true) return true;
    seen.add(current);
    current = typeof current.$ref === "string" ? resolve(current.$ref) : undefined;
  }
  return false;
}

/** Tells whether what a reference leads to differs by direction, in itself or in what it refers to. */
export function createDirectionTest(resolve: ResolveReference): (reference: string) => boolean {
  const known = new Map<string, boolean>();
  return (reference) => {
    let differs = known.get(reference);
    if (differs === undefined) {
      differs = mentions(reference, resolve);
      known.set(reference, differs);
    }
    return differs;
  };
}

function mentions(reference: string, resolve: ResolveReference): boolean {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [resolve(reference)];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isObject(value)) {
      if (value.readOnly === true || value.writeOnly === true) return true;
      if (typeof value.$ref === "string") waiting.push(resolve(value.$ref));
    }
    waiting.push(...Object.values(value));
  }
  return false;
}
