import randexp from "randexp";
import type { Random } from "../../random.ts";
import { compilePattern } from "../pattern.ts";
import { word } from "./format.ts";

// The library's types speak of an ES module; what it exports at run time is the class itself.
const RandExp = randexp as unknown as typeof randexp.default;

/**
 * A text that tries to match a pattern; look-arounds are not obeyed, so it must be checked. Undefined where the pattern
 * cannot be read.
 */
export function generateMatch(pattern: string, maxRepetitions: number, random: Random): string | undefined {
  const { expression } = compilePattern(pattern);
  if (expression === undefined) return word(8, random);
  try {
    const generator = generators.get(pattern) ?? new MatchGenerator(withoutProperties(expression.source));
    generators.set(pattern, generator);
    generator.max = maxRepetitions;
    generator.randInt = (minimum, maximum) => random.integer(minimum, maximum);
    return generator.gen();
  } catch {
    return undefined;
  }
}

type Token = Parameters<InstanceType<typeof RandExp>["_expand"]>[0];
type Characters = ReturnType<InstanceType<typeof RandExp>["_expand"]>;

/** Works out the characters of a class once, not for each character that it makes. */
class MatchGenerator extends RandExp {
  readonly #expanded = new WeakMap<object, Characters>();

  override _expand(token: Token): Characters {
    const characters = this.#expanded.get(token) ?? super._expand(token);
    this.#expanded.set(token, characters);
    return characters;
  }
}

const generators = new Map<string, MatchGenerator>();

/** Latin letters with and without diacritics, digits and signs: enough to stand for `\p{…}`. */
const sampleCharacters = Array.from({ length: 0x17f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

const classes = new Map<string, string>();

/** Writes Unicode properties (`\p{L}`) out as characters, and leaves look-behinds away: the generator knows neither. */
function withoutProperties(source: string): string {
  let inClass = false;
  return source.replaceAll(/\(\?<[=!][^()]*\)/g, "").replaceAll(/\\[pP]\{[^}]*\}|\\.|\[|\]/gs, (token) => {
    if (token === "[") inClass = true;
    if (token === "]") inClass = false;
    if (!/^\\[pP]\{/.test(token)) return token;
    const members = classes.get(token) ?? membersOf(token);
    classes.set(token, members);
    return inClass ? members : `[${members}]`;
  });
}

/** The sample characters that have a property, as ranges of a character class. */
function membersOf(property: string): string {
  const expression = new RegExp(property, "u");
  const members = sampleCharacters.filter((character) => expression.test(character));
  const ranges: [number, number][] = [];
  for (const code of members.map((character) => character.charCodeAt(0))) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([first, last]) => `${escapeCode(first)}-${escapeCode(last)}`).join("");
}

function escapeCode(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
