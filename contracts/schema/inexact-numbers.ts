import { type Rational, rationalOf, rationalOfText } from "./containment/rational.ts";

/** Only texts with such a number can hold one that a double does not: many digits, or an exponent. */
const suspicious = /[0-9.]{16}|[0-9][eE]/;
/** Longer numbers are not compared. */
const maxLength = 400;
const bounds = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]);

/**
 * A number, as it is written in JSON texts, that must not be taken for the double that it is read into (RFC 8259 §6):
 * `9007199254740993` in a `const` is another number then. A bound may be off by a little, as long as no other number
 * of the texts falls on the same double. Undefined: there is none, or a text is no JSON.
 */
export function inexactNumber(texts: readonly string[]): string | undefined {
  const sources = new Map<number, string>();
  let found: string | undefined;
  const note = (key: string, value: unknown, { source }: { readonly source?: string }) => {
    if (typeof value !== "number" || source === undefined) return value;
    if (isExact(source, value) && !sources.has(value)) sources.set(value, String(value));
    else if (!isExact(source, value)) {
      const known = sources.get(value) ?? source;
      if (!bounds.has(key) || known !== source) found ??= source;
      sources.set(value, source);
    } else if (sources.get(value) !== String(value)) found ??= sources.get(value);
    return value;
  };
  for (const text of texts) {
    if (!suspicious.test(text)) continue;
    try {
      JSON.parse(text, note as Parameters<typeof JSON.parse>[1]);
    } catch {
      return undefined;
    }
  }
  return found;
}

function isExact(source: string, value: number): boolean {
  const read = exactly(source);
  return read !== undefined && Number.isFinite(value) && equal(read, rationalOf(value));
}

function exactly(source: string): Rational | undefined {
  const exponent = Math.abs(Number(/[eE](.*)$/.exec(source)?.[1] ?? 0));
  return source.length > maxLength || exponent > maxLength ? undefined : rationalOfText(source);
}

function equal(left: Rational, right: Rational): boolean {
  return left.numerator === right.numerator && left.denominator === right.denominator;
}
