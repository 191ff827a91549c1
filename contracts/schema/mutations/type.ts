import { isObject } from "../../json.ts";
import { type JsonType, jsonTypes } from "../shape.ts";
import type { Mutation, Mutator } from "./mutation.ts";

/** The value as each other JSON type: a number also as the text of the number, a value also as a list of it. */
export const mutateType: Mutator = ({ shape, value }) => {
  if (shape.types === undefined && shape.values === undefined) return [];
  const allowed = shape.types ?? [typeOf(value)];
  return jsonTypes
    .filter((type) => !allowed.includes(type) && !(type === "integer" && allowed.includes("number")))
    .flatMap((type): Mutation[] => {
      const description = type === "number" ? "a number with a fraction" : `${article(type)} ${type}`;
      return representatives(type, value).map((candidate) => ({
        fault: "wrong-type",
        keyword: "type",
        description: `${description} instead of ${typeOf(value)}`,
        candidates: [candidate],
        blatant: isBlatant(candidate, value),
      }));
    });
};

function representatives(type: JsonType, value: unknown): unknown[] {
  switch (type) {
    case "null":
      return [null];
    case "boolean":
      return [value !== "false" && value !== 0];
    case "integer":
      return [typeof value === "string" && value !== "" && Number.isInteger(Number(value)) ? Number(value) : 1];
    case "number":
      return [typeof value === "number" ? value + 0.5 : 1.5];
    case "string":
      return typeof value === "number" || typeof value === "boolean" ? [String(value)] : ["text"];
    case "array":
      return [[], [value]];
    case "object":
      return [{}];
  }
}

/** Programs convert scalars into one another, take null for absent, and a list of one for its item. */
function isBlatant(candidate: unknown, value: unknown): boolean {
  if (Array.isArray(candidate)) return candidate.length === 0;
  return isObject(candidate) || (candidate !== null && typeof value === "object");
}

/** The JSON type of a value, the narrower one for numbers. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (isObject(value)) return "object";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "boolean" ? "boolean" : "string";
}

function article(type: JsonType): string {
  return /^[aio]/.test(type) ? "an" : "a";
}
