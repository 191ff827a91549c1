import type { TercetError } from "../../errors.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { contractError } from "../../model/contract-error.ts";
import { pointer as join } from "../../model/pointer.ts";

/** Where in which file something stands. */
export interface Place {
  readonly source: string;
  /** JSON Pointer, RFC 6901. */
  readonly pointer: string;
}

/** A place below another one. */
export function below(place: Place, ...segments: readonly (string | number)[]): Place {
  return { source: place.source, pointer: place.pointer + join(...segments) };
}

/** The error for what cannot be used; `problem` says what is wrong and what to do, in lower case without a full stop. */
export function refuse(place: Place, rule: string, problem: string): TercetError {
  return contractError(place.source, place.pointer, rule, problem);
}

/** The value as an object. Throws `TercetError` (`contract`) where it is something else. */
export function objectAt(value: unknown, place: Place, what: string): JsonObject {
  if (isObject(value)) return value as JsonObject;
  throw refuse(place, "pact-shape", `${what} must be an object, and is ${kindOf(value)}; correct it`);
}

/** The value as an object, an empty one where there is none. */
export function optionalObjectAt(value: unknown, place: Place, what: string): JsonObject {
  return value === undefined || value === null ? {} : objectAt(value, place, what);
}

/** The value as a list, an empty one where there is none. */
export function optionalListAt(value: unknown, place: Place, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw refuse(place, "pact-shape", `${what} must be a list, and is ${kindOf(value)}; correct it`);
}

/** The value as text. Throws `TercetError` (`contract`) where it is something else. */
export function textAt(value: unknown, place: Place, what: string): string {
  if (typeof value === "string") return value;
  throw refuse(place, "pact-shape", `${what} must be text, and is ${kindOf(value)}; correct it`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
