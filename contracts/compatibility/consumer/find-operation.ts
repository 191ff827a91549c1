import type { Contract, Operation } from "../../model/contract.ts";
import { decodeUri, parsePointer } from "../../model/pointer.ts";

/** The operation that a request addresses, with the text of each path parameter, percent-decoded. */
export interface FoundOperation {
  readonly operation: Operation;
  readonly pathTexts: ReadonlyMap<string, string>;
}

interface Route {
  readonly operation: Operation;
  readonly segments: readonly Segment[];
}

/** A segment of a path template: a literal, or a pattern whose groups are the parameters. */
interface Segment {
  readonly literal?: string;
  readonly pattern?: RegExp;
  readonly names: readonly string[];
}

const cache = new WeakMap<Contract, readonly Route[]>();

/**
 * Finds the operation for a method and a path as it stands in a pact: with the path of the contract's server in front, else
 * as the contract has it, since a consumer's base URL may hold the server's path. Where several templates fit, the one with the
 * earlier literal segment is meant: "concrete before templated" (OpenAPI 3.1, Paths Object).
 */
export function findOperation(contract: Contract, method: string, path: string): FoundOperation | undefined {
  const wanted = method.toLowerCase();
  const texts = segmentsOf(path);
  for (const route of routesOf(contract)) {
    if (route.operation.method !== wanted) continue;
    const pathTexts = matchSegments(route.segments, texts);
    if (pathTexts !== undefined) return { operation: route.operation, pathTexts };
  }
  return undefined;
}

/** The methods that the contract has for a path, in upper case. */
export function methodsFor(contract: Contract, path: string): readonly string[] {
  const texts = segmentsOf(path);
  const fitting = routesOf(contract).filter(({ segments }) => matchSegments(segments, texts) !== undefined);
  return [...new Set(fitting.map(({ operation }) => operation.method.toUpperCase()))];
}

function routesOf(contract: Contract): readonly Route[] {
  const known = cache.get(contract);
  if (known !== undefined) return known;
  const routes = contract.operations
    .map((operation): Route => ({ operation, segments: segmentsOf(operation.path).map(readSegment) }))
    .sort((one, other) => compareTemplates(one.segments, other.segments));
  const all = [...routes, ...routes.flatMap(withoutServer)];
  cache.set(contract, all);
  return all;
}

/** The same route as it stands in `paths`, where a server puts something in front of it. */
function withoutServer({ operation, segments }: Route): readonly Route[] {
  const path = parsePointer(operation.pointer)?.[1];
  if (path === undefined || path === operation.path || !operation.path.endsWith(path)) return [];
  return [{ operation, segments: segments.slice(segments.length - segmentsOf(path).length) }];
}

/** Without the query, which V1 pacts may carry in the path; percent-decoded segment by segment (RFC 3986 §2.4). */
function segmentsOf(path: string): readonly string[] {
  const [withoutQuery = ""] = path.split("?", 1);
  return withoutQuery.replace(/^\//, "").split("/").map(decodeUri);
}

function readSegment(text: string): Segment {
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  if (names.length === 0) return { literal: text, names };
  const source = text
    .split(/\{[^{}]*\}/)
    .map((literal) => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("(.+?)");
  return { pattern: new RegExp(`^${source}$`, "s"), names };
}

function matchSegments(segments: readonly Segment[], texts: readonly string[]): Map<string, string> | undefined {
  if (segments.length !== texts.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, { literal, pattern, names }] of segments.entries()) {
    const text = texts[index] as string;
    if (literal !== undefined) {
      if (literal !== text) return undefined;
      continue;
    }
    const match = pattern?.exec(text);
    if (match === null || match === undefined) return undefined;
    for (const [position, name] of names.entries()) values.set(name, match[position + 1] ?? "");
  }
  return values;
}

function compareTemplates(one: readonly Segment[], other: readonly Segment[]): number {
  for (const [index, segment] of one.entries()) {
    const difference = Number(segment.literal === undefined) - Number(other[index]?.literal === undefined);
    if (difference !== 0) return difference;
  }
  return 0;
}
