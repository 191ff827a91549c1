import type { Schema } from "../model/contract.ts";

const conjunctions = new WeakMap<object, Map<Schema, Schema>>();

/** One schema for several; the same object for the same list, so that it is compiled once. */
export function allOf(places: readonly Schema[]): Schema {
  return places.reduce((left, right) => {
    if (left === true || left === right) return right;
    if (right === true || typeof left === "boolean") return left;
    const known = conjunctions.get(left)?.get(right);
    if (known !== undefined) return known;
    const both: Schema = { allOf: [left, right] };
    conjunctions.set(left, (conjunctions.get(left) ?? new Map()).set(right, both));
    return both;
  }, true as Schema);
}
