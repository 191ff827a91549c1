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
  const [first, second, ...rest] = parsePointer(pointer) ?? [];
  if (second === undefined) return pointer;
  switch (first) {
    case "components":
      return within(rest.slice(1), rest[0] ?? second, "of");
    case "paths": {
      const [method = "", ...below] = rest;
      return placeInOperation(below, `${method.toUpperCase()} ${second}`);
    }
    case "webhooks":
      return placeInOperation(rest.slice(1), `the webhook ${second}`);
    case "operations":
      return `the operation ${second}`;
    case "channels": {
      const [part, message, ...below] = rest;
      if (part !== "messages" || message === undefined) return `the channel ${second}`;
      return within(below, `the message ${message} of the channel ${second}`, "in");
    }
    default:
      return pointer;
  }
}

/** A place in an operation of HTTP; `operation` is how it is told itself. */
function placeInOperation([part, ...below]: readonly string[], operation: string): string {
  switch (part) {
    case "requestBody":
      return within(below, `the request body of ${operation}`, "in");
    case "parameters":
      return `a parameter of ${operation}`;
    case "responses": {
      const [status = "", ...place] = below;
      return within(place, `the ${status} response of ${operation}`, "in");
    }
    case "callbacks": {
      const [name, , , ...place] = below;
      return placeInOperation(place, `the callback ${name} of ${operation}`);
    }
    default:
      return operation;
  }
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
