import type { Random } from "../../random.ts";
import { matches, type Shape } from "../shape.ts";
import { GenerationError } from "./error.ts";
import { formatGenerators, word } from "./format.ts";
import { generateMatch } from "./match.ts";

const attempts = 100;

/** Where no length is given, a text has at most this many characters more than the least. */
const span = 8;

/** A text of the given length that matches the patterns and is of the format; formats without a generator are ignored. */
export function generateText(shape: Shape, random: Random): string {
  if (shape.minLength > shape.maxLength) throw new GenerationError("no length lies within the bounds");
  const format = shape.formats.map((name) => formatGenerators.get(name)).find((generator) => generator !== undefined);
  const [pattern, ...others] = shape.patterns;
  for (let attempt = 0; attempt < attempts; attempt++) {
    // A format and a pattern may narrow one another: both are tried as the source.
    const fromFormat = format !== undefined && (pattern === undefined || attempt % 2 === 0);
    const text = fromFormat
      ? format(shape.minLength, random)
      : pattern === undefined
        ? word(lengthWithin(shape, random), random)
        : generateMatch(pattern, repetitions(shape, attempt), random);
    if (text !== undefined && isWithin(shape, text) && shape.patterns.every((each) => matches(each, text))) return text;
  }
  const constraint = [pattern, ...others].filter((each) => each !== undefined).map((each) => `/${each}/`);
  throw new GenerationError(`no text was found for ${[...constraint, ...shape.formats].join(" and ") || "the length"}`);
}

function lengthWithin(shape: Shape, random: Random): number {
  // Without a least length a text still has a character: an empty one is seldom what is meant.
  const least = Math.max(shape.minLength, Math.min(1, shape.maxLength));
  return random.integer(least, Math.min(shape.maxLength, least + span));
}

/** How often `*` and `+` repeat at the most: few first, enough for the least length at last. */
function repetitions(shape: Shape, attempt: number): number {
  return Math.min(2 + Math.floor(attempt / 4), 20) + (attempt % 3 === 0 ? shape.minLength : 0);
}

/** Lengths are counted in characters, not UTF-16 units (JSON Schema Validation §6.3). */
function isWithin(shape: Shape, text: string): boolean {
  const length = [...text].length;
  return length >= shape.minLength && length <= shape.maxLength;
}
