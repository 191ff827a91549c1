import { testWatched } from "./watchdog.ts";

/** Up to this length even a pattern of exponential time ends at once. */
const harmlessLength = 16;
/** Up to so many steps a pattern of polynomial time ends in time. */
const harmlessSteps = 1e8;
/** Longer strings are always watched. */
const maxUnwatchedLength = 10_000;

/** A pattern that took too long this often is not tried on long strings again. */
const maxTimeouts = 5;

/** A group that is repeated without an upper bound: the form that can take exponential time (CWE-1333). */
const repeatedGroup = /\)(?:[*+]|\{\d+,\})/;

/** What is repeated: the beginning of a match and each of these multiply the ways to be tried by the length. */
const repeated = /[*+]|\{\d+,\d*\}/g;

/** Thrown when a pattern took longer than its bound: the value is then neither proved valid nor invalid. */
export class PatternTimeout extends Error {
  override readonly name = "PatternTimeout";
}

/** A compiled `pattern`, as ajv and the generator use it. */
export interface Pattern {
  /** The expression that is used; undefined where ECMAScript cannot read the pattern at all. */
  readonly expression: RegExp | undefined;
  /** Throws `PatternTimeout` when the match takes longer than 250 ms. */
  test(text: string): boolean;
  toString(): string;
}

/** So many patterns are remembered. */
const maxPatterns = 5_000;
const patterns = new Map<string, Pattern>();

/**
 * Compiles a JSON Schema `pattern` (ECMA-262 with the `u` flag, JSON Schema Core §6.4), and is patient with what stands
 * in real contracts: where the `u` flag refuses it (`[\w-.]`, `\_`), it is read without the flag; what no ECMAScript
 * reads (`(?i)…`, `\A`, possessive quantifiers) constrains nothing. On strings long enough for a catastrophe (17 characters
 * where the pattern repeats a group, else as many as its repetitions allow) it runs under a watchdog of 250 ms, and no
 * more once it took too long five times.
 */
export function compilePattern(source: string): Pattern {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const expression = expressionOf(source);
  const unwatchedLength = unwatchedLengthOf(source);
  let timeouts = 0;
  const pattern: Pattern = {
    expression,
    test: (text) => {
      if (expression === undefined) return true;
      if (text.length <= unwatchedLength) return expression.test(text);
      const result = timeouts < maxTimeouts ? testWatched(expression, text) : undefined;
      if (result !== undefined) return result;
      timeouts++;
      throw new PatternTimeout(`the pattern /${source}/ takes too long`);
    },
    toString: () => `/${source}/`,
  };
  if (patterns.size >= maxPatterns) patterns.clear();
  patterns.set(source, pattern);
  return pattern;
}

function unwatchedLengthOf(source: string): number {
  if (repeatedGroup.test(source)) return harmlessLength;
  const degree = 1 + (source.match(repeated)?.length ?? 0);
  return Math.max(harmlessLength, Math.min(maxUnwatchedLength, Math.floor(harmlessSteps ** (1 / degree))));
}

function expressionOf(source: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, flags);
    } catch {
      // Tried again without the flag, then given up.
    }
  }
  return undefined;
}
