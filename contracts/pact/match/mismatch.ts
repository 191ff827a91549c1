import type { Matcher, Mismatch } from "../pact.ts";
import { show } from "./show.ts";

/** More mismatches of one part are not collected: the first ones tell, and hostile answers must not fill the memory. */
export const maximumMismatches = 200;

/** One sentence: what was expected, by which rule, and what was there. */
export function sentence(expected: string, matcher: Matcher | undefined, actual: unknown): string {
  const rule = matcher === undefined ? "" : ` by the matcher "${matcher.match}"`;
  return `Expected ${expected}${rule}, but got ${actual === undefined ? "nothing" : show(actual)}.`;
}

/** A mismatch where a value differs from what the example or a matcher says. */
export function mismatch(
  part: Mismatch["part"],
  path: string,
  expected: string,
  matcher: Matcher | undefined,
  actual: unknown,
): Mismatch {
  return { part, path, message: sentence(expected, matcher, actual) };
}
