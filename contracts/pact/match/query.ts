import type { Mismatch, PactSpecification, RuleList } from "../pact.ts";
import { formatQuery } from "../query.ts";
import { compareTextsByRule, rulesOf } from "./lists.ts";
import { mismatch } from "./mismatch.ts";
import { show } from "./show.ts";

type Query = ReadonlyMap<string, readonly (string | null)[]>;

/**
 * Compares the parameters of a query: the same names, each with the same values in the same order. The order of the names
 * is free, but in V1, which compares query strings as they are.
 */
export function compareQuery(
  expected: Query,
  actual: Query,
  rules: ReadonlyMap<string, RuleList>,
  specification: PactSpecification,
): readonly Mismatch[] {
  // Ruby's Pact writes a rule for the whole query as `$.query`.
  const whole = rules.get("");
  if (whole !== undefined) return compareTextsByRule("query", "", whole, [decoded(expected)], [decoded(actual)]);
  const found = compareParameters("query", "", expected, actual, rules);
  const inOrder = specification !== "1.0.0" || [...expected.keys()].join("&") === [...actual.keys()].join("&");
  if (found.length > 0 || inOrder) return found;
  return [
    mismatch("query", "", `the query ${show(formatQuery(expected))} in this order`, undefined, formatQuery(actual)),
  ];
}

/** Compares the parameters of a query or of a form; `prefix` stands before the name in the path of a mismatch. */
export function compareParameters(
  part: Mismatch["part"],
  prefix: string,
  expected: Query,
  actual: Query,
  rules: ReadonlyMap<string, RuleList>,
): readonly Mismatch[] {
  const found: Mismatch[] = [];
  for (const [name, values] of expected) {
    const got = actual.get(name);
    const path = prefix + name;
    if (got === undefined) {
      found.push({ part, path, message: `Expected the parameter ${show(name)}, but it is missing.` });
    } else found.push(...compareValues(part, path, texts(values), texts(got), rules, name));
  }
  for (const [name, values] of actual) {
    if (expected.has(name)) continue;
    const message = `Did not expect the parameter ${show(name)}, but got ${show(texts(values).join(", "))}.`;
    found.push({ part, path: prefix + name, message });
  }
  return found;
}

function compareValues(
  part: Mismatch["part"],
  path: string,
  expected: readonly string[],
  actual: readonly string[],
  rules: ReadonlyMap<string, RuleList>,
  name: string,
): readonly Mismatch[] {
  const named = rulesOf(rules, name);
  if (named.all !== undefined) return compareTextsByRule(part, path, named.all, expected, actual);
  if (expected.length !== actual.length) {
    return [mismatch(part, path, `${expected.length} values (${expected.map(show).join(", ")})`, undefined, actual)];
  }
  return expected.flatMap((value, index) => {
    const own = named.at(index);
    const text = actual[index] as string;
    if (own !== undefined) return compareTextsByRule(part, path, own, [value], [text]);
    return value === text ? [] : [mismatch(part, path, show(value), undefined, text)];
  });
}

/** A name without a value is one with an empty value. */
function texts(values: readonly (string | null)[]): readonly string[] {
  return values.map((value) => value ?? "");
}

function decoded(query: Query): string {
  return decodeURIComponent(formatQuery(query));
}
