import { parseContentType } from "../content-type.ts";
import { headerValues } from "../headers.ts";
import type { Mismatch, RuleList } from "../pact.ts";
import { compareTextsByRule, rulesOf } from "./lists.ts";
import { mismatch } from "./mismatch.ts";
import { show } from "./show.ts";

/** Headers whose values carry parameters, in any order and case (RFC 9110, sections 8.3 and 12.5.1). */
const parameterised = new Set(["content-type", "accept"]);

/** Headers whose commas belong to the value (RFC 9110, section 5.6.7; RFC 6265, section 3). */
const singular = new Set([
  "date",
  "expires",
  "last-modified",
  "if-modified-since",
  "if-unmodified-since",
  "retry-after",
  "set-cookie",
  "user-agent",
]);

/** Headers that are lists by definition (RFC 9110, appendix A; Fetch, section 3.3): a rule speaks of each item. */
const lists = new Set([
  ...["accept", "accept-encoding", "accept-language", "allow", "cache-control", "if-match", "if-none-match", "vary"],
  ...["access-control-allow-headers", "access-control-allow-methods", "access-control-expose-headers"],
  "access-control-request-headers",
]);

/**
 * Compares headers: those that are expected must be there, others may be. Names match whatever their case; a list may
 * stand in one line or in several, with or without blanks after its commas (RFC 9110, section 5.3).
 */
export function compareHeaders(
  expected: ReadonlyMap<string, readonly string[]>,
  actual: ReadonlyMap<string, readonly string[]>,
  rules: ReadonlyMap<string, RuleList>,
): readonly Mismatch[] {
  const found: Mismatch[] = [];
  for (const [name, values] of expected) {
    const got = headerValues(actual, name);
    if (got === undefined) {
      found.push({ part: "header", path: name, message: `Expected the header ${name}, but it is missing.` });
    } else found.push(...compareHeader(name, values, got, rules));
  }
  return found;
}

function compareHeader(
  name: string,
  expected: readonly string[],
  actual: readonly string[],
  rules: ReadonlyMap<string, RuleList>,
): readonly Mismatch[] {
  const named = rulesOf(rules, name.toLowerCase());
  const [wanted, got] = [split(name, expected), split(name, actual)];
  if (named.all !== undefined) {
    const [left, right] = lists.has(name.toLowerCase()) ? [wanted, got] : [expected, actual];
    return compareTextsByRule("header", name, named.all, left, right);
  }
  if (wanted.length !== got.length) {
    return [
      mismatch("header", name, `the header ${name} with ${show(expected.join(", "))}`, undefined, actual.join(", ")),
    ];
  }
  return wanted.flatMap((value, index) => {
    const own = named.at(index);
    const text = got[index] as string;
    if (own !== undefined) return compareTextsByRule("header", name, own, [value], [text]);
    const equal = parameterised.has(name.toLowerCase())
      ? isSameParameterised(value, text)
      : tight(value) === tight(text);
    return equal ? [] : [mismatch("header", name, `the header ${name} with ${show(value)}`, undefined, text)];
  });
}

/** The values of a header, one by one; commas within quotes belong to a value. */
function split(name: string, values: readonly string[]): readonly string[] {
  if (singular.has(name.toLowerCase())) return values.map((value) => value.trim());
  return values.flatMap((value) => value.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => part.trim()));
}

/** Blanks after a comma do not matter, where a comma stands within a value too; within quotes they do. */
function tight(value: string): string {
  return value.includes('"') ? value : value.replaceAll(/,\s+/g, ",");
}

/** True where the media type is the same and has the parameters that are expected; more of them are no difference. */
export function isSameParameterised(expected: string, actual: string): boolean {
  const [wanted, got] = [expected, actual].map((text) => text.split(";")[0]?.trim());
  if (wanted !== got) return false;
  const parameters = parseContentType(actual).parameters;
  for (const [name, value] of parseContentType(expected).parameters) {
    if (parameters.get(name)?.toLowerCase() !== value.toLowerCase()) return false;
  }
  return true;
}
