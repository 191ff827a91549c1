import { contractError } from "./contract-error.ts";
import { pointer as join } from "./pointer.ts";

/** How deep a document may be nested. Real ones stay below 60; what reads documents does so by recursion. */
const maximumDepth = 256;

/** How many values a document may hold, aliases of YAML expanded. The largest public API description has about 500 000. */
const maximumValues = 3_000_000;

/**
 * Proves that a value is JSON of a bounded size and returns a copy of it that shares nothing: no cycles, no aliases, no
 * functions. Members that are `undefined` are left out. Throws `TercetError` (`contract`) with the pointer.
 */
export function plainJson(value: unknown, source: string): unknown {
  const pending: { readonly value: unknown; readonly path: Path | undefined }[] = [{ value, path: undefined }];
  for (let count = 1; pending.length > 0; count++) {
    const item = pending.pop() as (typeof pending)[number];
    if (count > maximumValues) {
      const problem = `it holds more than ${maximumValues} values; split it, or expand fewer aliases`;
      throw contractError(source, "", "document-size", problem);
    }
    const depth = item.path?.depth ?? 0;
    if (depth > maximumDepth) {
      const problem = `it is nested more than ${maximumDepth} levels deep (or contains itself); make it flatter, with $ref`;
      throw contractError(source, pointerOf(item.path), "document-depth", problem);
    }
    if (!isJson(item.value)) {
      throw contractError(source, pointerOf(item.path), "json", `${String(item.value)} is no JSON value; replace it`);
    }
    if (typeof item.value !== "object" || item.value === null) continue;
    for (const [segment, member] of Object.entries(item.value)) {
      if (member === undefined && !Array.isArray(item.value)) continue;
      pending.push({ value: member, path: { segment, parent: item.path, depth: depth + 1 } });
    }
  }
  return JSON.parse(JSON.stringify(value));
}

/** Where a value stands, as a chain to the root: pointers are only written when they are needed. */
interface Path {
  readonly segment: string;
  readonly parent: Path | undefined;
  readonly depth: number;
}

function pointerOf(path: Path | undefined): string {
  const segments: string[] = [];
  for (let current = path; current !== undefined; current = current.parent) segments.unshift(current.segment);
  return join(...segments);
}

function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string" || typeof value === "boolean" || value === null || Array.isArray(value)) return true;
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
