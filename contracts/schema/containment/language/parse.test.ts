import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePattern } from "./parse.ts";
import { createExpressions, type Expression, type Expressions } from "./regex.ts";

/** All texts of up to four of these characters: what `RegExp` says of them is the oracle. */
const alphabet = ["a", "b", "1", "-"];
const texts = [0, 1, 2, 3, 4].flatMap((length) =>
  Array.from({ length }).reduce<string[]>(
    (all) => all.flatMap((text) => alphabet.map((letter) => text + letter)),
    [""],
  ),
);

function isMember(expressions: Expressions, language: Expression, text: string): boolean {
  let left = language;
  for (const character of text) {
    const step = expressions.steps(left).find(({ characters }) => characters.has(character.codePointAt(0) as number));
    if (step === undefined) return false;
    left = step.rest;
  }
  return left.empty;
}

const pattern = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "b", "1", "[ab]", "[^a]", "\\d", "\\w", "\\W", ".", "^", "$", "\\b", "-"),
    tie("pattern").map((inner) => `(?:${inner})`),
    tie("pattern").map((inner) => `(?=${inner})`),
    tie("pattern").map((inner) => `(?!${inner})`),
    tie("pattern").map((inner) => `(${inner})`),
  ),
  pattern: fc
    .array(
      fc
        .tuple(tie("atom"), fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "|"))
        .map((parts) => parts.join("")),
      { maxLength: 4 },
    )
    .map((parts) => parts.join("")),
})).pattern;

describe("for any pattern", () => {
  test("the language has the texts in which RegExp finds it; at least those where it is a superset", () => {
    let exact = 0;
    fc.assert(
      fc.property(pattern, (source) => {
        let expression: RegExp;
        try {
          expression = new RegExp(source, "u");
        } catch {
          return;
        }
        const expressions = createExpressions(() => undefined);
        const parsed = parsePattern(expressions, source);
        if (parsed === undefined) throw new Error(`${source} was not read`);
        if (parsed.exact) exact++;
        for (const text of texts) {
          const [found, member] = [expression.test(text), isMember(expressions, parsed.language, text)];
          if (parsed.exact ? found !== member : found && !member) throw new Error(`/${source}/ and "${text}"`);
        }
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 300) },
    );
    expect(exact).toBeGreaterThan(50);
  }, 300_000);
});

test("what no engine reads with the flag u is not read", () => {
  const expressions = createExpressions(() => undefined);
  for (const source of ["(", "[\\w-.]", "\\_", "(?i)a"]) expect(parsePattern(expressions, source)).toBeUndefined();
});

test("look-ahead is exact, word boundaries and back-references are not", () => {
  const expressions = createExpressions(() => undefined);
  const exact = (source: string) => parsePattern(expressions, source)?.exact;
  expect(["^(?=x$)x$", "^(?!a)", "(^a|b$)"].map(exact)).toEqual([true, true, true]);
  expect(["\\ba", "(a)\\1", "(?<=a)b"].map(exact)).toEqual([false, false, false]);
});
