import { parsePointer } from "../../model/pointer.ts";
import type { Change } from "../change.ts";

/** Segments of a pointer that say how a schema is built, not what it is about. */
const structural = new Set([
  "schema",
  "schemas",
  "properties",
  "content",
  "components",
  "allOf",
  "anyOf",
  "oneOf",
  "headers",
]);

/** The message of a change with its pointers in words: `age of Cart became required …`. */
export function plainMessage({ message, place }: Change): string {
  const pointers = [place.after, place.before].filter((pointer) => pointer !== undefined && pointer !== "");
  return pointers.reduce((text: string, pointer = "") => text.replace(pointer, plainPlace(pointer)), message);
}

/** A place of a contract in words: `age of Cart`, `age in the request body of POST /v1/carts`. */
export function plainPlace(pointer: string): string {
  const segments = parsePointer(pointer) ?? [];
  const [first, second, ...rest] = segments;
  if (first === "components" && second !== undefined) return within(rest.slice(1), rest[0] ?? second, "of");
  if (first !== "paths" || second === undefined) return pointer;
  const [method = "", part, ...below] = rest;
  const operation = `${method.toUpperCase()} ${second}`;
  if (part === "requestBody") return within(below, `the request body of ${operation}`, "in");
  if (part === "parameters") return `a parameter of ${operation}`;
  if (part !== "responses") return operation;
  const [status = "", ...place] = below;
  return within(place, `the ${status} response of ${operation}`, "in");
}

function within(segments: readonly string[], holder: string, word: string): string {
  const named = segments.map(wordOf).filter((segment) => segment !== undefined);
  return named.length === 0 ? holder : `${named.join(".").replaceAll(".[]", "[]")} ${word} ${holder}`;
}

function wordOf(segment: string, index: number, all: readonly string[]): string | undefined {
  // A member may itself be called `properties`.
  if (all[index - 1] === "properties") return segment;
  if (segment === "items") return "[]";
  if (segment === "additionalProperties") return "other members";
  if (structural.has(segment) || segment.includes("/") || /^\d+$/.test(segment)) return undefined;
  return segment;
}
