import { brokenFormats } from "./format.ts";
import type { Mutation, Mutator } from "./mutation.ts";

/** A text longer than this is not made: a bound that far away is not worth its weight on the wire. */
const maxText = 50_000;

/** Texts of a wrong length, that miss the pattern or the format, or hold characters that break careless programs. */
export const mutateText: Mutator = ({ shape, value }) => {
  if (typeof value !== "string") return [];
  const characters = [...value];
  return [...lengths(), ...patterns(), ...formats(), ...characterFaults(value)];

  function lengths(): Mutation[] {
    const found: Mutation[] = [];
    const add = (keyword: string, description: string, length: number) =>
      found.push({ fault: "boundary", keyword, description, candidates: resized(characters, length) });
    if (shape.minLength > 0) add("minLength", "one character too short", shape.minLength - 1);
    if (shape.minLength > 1) add("minLength", "empty", 0);
    if (shape.maxLength < maxText) add("maxLength", "one character too long", shape.maxLength + 1);
    return found;
  }

  function patterns(): Mutation[] {
    return shape.patterns.flatMap((pattern) =>
      patternBreakers(value as string).map(
        ([description, candidates]): Mutation => ({
          fault: "pattern",
          keyword: "pattern",
          description: `${description}, against ${pattern}`,
          candidates,
        }),
      ),
    );
  }

  function formats(): Mutation[] {
    return shape.formats.flatMap((format) =>
      (brokenFormats.get(format) ?? []).map(
        (candidate): Mutation => ({
          fault: "format",
          keyword: "format",
          description: `"${candidate}" is no ${format}`,
          candidates: [candidate],
        }),
      ),
    );
  }
};

/** The text cut or stretched: by its last character, its first one, or a letter, whichever still keeps the pattern. */
function resized(characters: readonly string[], length: number): string[] {
  if (characters.length >= length)
    return [characters.slice(0, length).join(""), characters.slice(-length || Infinity).join("")];
  const missing = length - characters.length;
  const text = characters.join("");
  const middle = Math.floor(characters.length / 2);
  return [characters.at(-1) ?? "a", characters[0] ?? "a", "a", "0"].flatMap((filler) => [
    text + filler.repeat(missing),
    characters.slice(0, middle).join("") + filler.repeat(missing) + characters.slice(middle).join(""),
  ]);
}

function patternBreakers(value: string): [string, string[]][] {
  const characters = [...value];
  const all = (...signs: string[]) =>
    signs.flatMap((sign) => [replaceLast(characters, sign), value + sign, sign + value]);
  return [
    ["with a sign that does not belong there", all("!", "$", "<", " ", "Ü", "x", "0")],
    // `$` of many languages also matches before a line feed at the end.
    ["with a line feed at its end", [`${value}\n`, replaceLast(characters, "\n")]],
    ["with another text on a first line", [`x!\n${value}`]],
    ["in the other case", [value.toUpperCase(), value.toLowerCase()]],
    ["empty", [""]],
  ];
}

function characterFaults(value: string): Mutation[] {
  const characters = [...value];
  const middle = Math.ceil(characters.length / 2);
  const placed = (sign: string) => [
    characters.slice(0, middle).join("") + sign + characters.slice(middle).join(""),
    replaceLast(characters, sign),
  ];
  return [
    {
      fault: "nul-character",
      keyword: "pattern",
      description: "with the character NUL (U+0000)",
      candidates: placed("\u0000"),
    },
    {
      fault: "lone-surrogate",
      keyword: "pattern",
      description: "with half of a surrogate pair (U+D800)",
      candidates: placed("\ud800"),
    },
  ];
}

function replaceLast(characters: readonly string[], sign: string): string {
  return characters.slice(0, -1).join("") + sign;
}
