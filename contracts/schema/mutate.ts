import type { Schema } from "../model/contract.ts";
import { pointer } from "../model/pointer.ts";
import type { Random } from "../random.ts";
import type { Schemas } from "./compile.ts";
import { complete } from "./complete.ts";
import { canonical } from "./equality.ts";
import { generate } from "./generate.ts";
import { mutateArray } from "./mutations/array.ts";
import { mutateBranch } from "./mutations/branch.ts";
import type { InputFault, Mutation, Mutator } from "./mutations/mutation.ts";
import { mutateNumber } from "./mutations/number.ts";
import { mutateObject } from "./mutations/object.ts";
import { mutateText } from "./mutations/text.ts";
import { mutateType } from "./mutations/type.ts";
import { mutateValue } from "./mutations/value.ts";
import { type Place, placesOf, replaceAt } from "./place.ts";
import { GenerationError } from "./values/error.ts";

/** A value that the schema refuses, and why it was made. */
export interface InvalidValue {
  readonly value: unknown;
  readonly fault: InputFault;
  /** The keyword that refuses it. */
  readonly keyword: string;
  /** JSON Pointer (RFC 6901) to the place that was changed. */
  readonly pointer: string;
  /** A phrase for a person: `one character too long at /name`. */
  readonly description: string;
  /** False for those that were drawn by chance. */
  readonly systematic: boolean;
  /** True where hardly any program would take it for valid. */
  readonly blatant: boolean;
}

const mutators: readonly Mutator[] = [
  mutateType,
  mutateObject,
  mutateArray,
  mutateNumber,
  mutateText,
  mutateValue,
  mutateBranch,
];

/** How many values are drawn by chance after the systematic ones; some of them repeat what was there, and are left out. */
const randomDraws = 200;

/**
 * Values that the schema refuses, each proved invalid by ajv before it is given out: nobody can say that it was allowed.
 *
 * First systematically: every place of the valid value (completed by optional members that it lacks), every keyword that
 * applies there, one fault at a time; blatant ones last, else the smallest first. Then by chance: one such fault in a value that is generated
 * anew, as long as one can be. The same seed gives the same values. Members named `__proto__` are own members, as `JSON.parse` makes them.
 */
export function* invalidValues(
  schemas: Schemas,
  schema: Schema,
  valid: unknown,
  random: Random,
): Generator<InvalidValue, void, undefined> {
  const seen = new Set<string>();
  const full = complete(schemas, schema, valid, random.fork("complete"));
  const systematic = placesOf(schemas, schema, full).flatMap((place) => invalidAt(place, full, random, true));
  for (const invalid of systematic.sort(byPlausibility)) if (isNew(invalid)) yield invalid;

  for (let draw = 0; draw < randomDraws; draw++) {
    const source = random.fork(`draw ${draw}`);
    const base = another(source);
    if (base === undefined) return;
    const place = source.pick(placesOf(schemas, schema, base.value));
    const found = invalidAt(place, base.value, source, false);
    if (found.length === 0) continue;
    const invalid = source.pick(found);
    if (isNew(invalid)) yield invalid;
  }

  function invalidAt(place: Place, whole: unknown, source: Random, isSystematic: boolean): InvalidValue[] {
    const tools = { schemas, random: source };
    const mutations = mutators.flatMap((mutate) => mutate(place, tools));
    return mutations.flatMap((mutation) => {
      const invalid = proved(mutation, place, whole);
      return invalid === undefined ? [] : [{ ...invalid, systematic: isSystematic }];
    });
  }

  /** The candidate that ajv refuses for the fewest reasons: one that breaks a single rule tells most. */
  function proved(mutation: Mutation, place: Place, whole: unknown): Omit<InvalidValue, "systematic"> | undefined {
    const refused = mutation.candidates
      .map((candidate) => replaceAt(whole, place.path, candidate))
      .filter((value) => schemas.refuses(schema, value))
      .map((value) => ({ value, keywords: schemas.errors(schema, value).map((error) => error.keyword) }));
    const [best] = refused.sort((left, right) => left.keywords.length - right.keywords.length);
    if (best === undefined) return undefined;
    const at = pointer(...place.path);
    const keyword = best.keywords.includes(mutation.keyword) ? mutation.keyword : (best.keywords[0] as string);
    const description = at === "" ? mutation.description : `${mutation.description} at ${at}`;
    return {
      value: best.value,
      fault: mutation.fault,
      keyword,
      pointer: at,
      description,
      blatant: mutation.blatant === true,
    };
  }

  function isNew({ value }: InvalidValue): boolean {
    const text = canonical(value);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  }

  function another(source: Random): { value: unknown } | undefined {
    try {
      return { value: generate(schemas, schema, source) };
    } catch (error) {
      if (error instanceof GenerationError) return undefined;
      throw error;
    }
  }
}

function byPlausibility(left: InvalidValue, right: InvalidValue): number {
  return Number(left.blatant) - Number(right.blatant) || size(left) - size(right);
}

function size({ value }: InvalidValue): number {
  return JSON.stringify(value).length;
}
