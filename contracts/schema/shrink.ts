import { isObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import type { SchemaError, Schemas } from "./compile.ts";
import { canonical } from "./equality.ts";
import { withMember, withoutMembers } from "./place.ts";

/** Says whether a value still shows the failure; each call may cost a request. */
export type StillFails = (value: unknown) => Promise<boolean>;

/**
 * The smallest value that is found by leaving parts away and cutting texts, that the schema still refuses by the same
 * keywords and that still fails; greedy, with at most `maxTrials` calls of `stillFails`.
 */
export async function shrinkInvalid(
  schemas: Schemas,
  schema: Schema,
  invalid: unknown,
  stillFails: StillFails,
  maxTrials = 40,
): Promise<unknown> {
  const reasonsOf = (value: unknown) => canonical([...new Set(schemas.errors(schema, value).map(byKeyword))].sort());
  const reasons = reasonsOf(invalid);
  const tried = new Set([canonical(invalid)]);
  let smallest = invalid;
  let trialsLeft = maxTrials;
  for (let improved = true; improved && trialsLeft > 0; ) {
    improved = false;
    for (const candidate of smallerValues(smallest)) {
      const text = canonical(candidate);
      if (tried.has(text) || reasonsOf(candidate) !== reasons) continue;
      tried.add(text);
      if (trialsLeft-- <= 0) break;
      if (await stillFails(candidate)) {
        smallest = candidate;
        improved = true;
        break;
      }
    }
  }
  return smallest;
}

const byKeyword = ({ keyword }: SchemaError) => keyword;

/** Values with one step less in them, the greatest steps first. */
function* smallerValues(value: unknown): Generator<unknown> {
  if (typeof value === "string") yield* smallerTexts(value);
  else if (typeof value === "number") yield* smallerNumbers(value);
  else if (Array.isArray(value)) {
    if (value.length > 1) yield value.slice(0, 1);
    for (const position of value.keys()) yield value.toSpliced(position, 1);
    for (const [position, item] of value.entries()) {
      for (const smaller of smallerValues(item)) yield value.with(position, smaller);
    }
  } else if (isObject(value)) {
    const names = Object.keys(value);
    if (names.length > 1) yield {};
    for (const name of names) yield withoutMembers(value, name);
    for (const name of names) {
      for (const smaller of smallerValues(value[name])) yield withMember(value, name, smaller);
    }
  }
}

function* smallerTexts(text: string): Generator<string> {
  for (let length = 0; length < text.length; length += Math.ceil((text.length - length) / 2))
    yield text.slice(0, length);
  if (text.length > 1) yield text.slice(Math.ceil(text.length / 2));
}

function* smallerNumbers(value: number): Generator<number> {
  for (const smaller of [0, Math.trunc(value / 2), Math.trunc(value)]) {
    if (Math.abs(smaller) < Math.abs(value)) yield smaller;
  }
}
