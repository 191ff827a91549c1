import { compareBody } from "./match/body.ts";
import { compareHeaders } from "./match/headers.ts";
import { compareTextsByRule } from "./match/lists.ts";
import { mismatch } from "./match/mismatch.ts";
import { compareQuery } from "./match/query.ts";
import { show } from "./match/show.ts";
import type { ActualRequest, MatchResult, Mismatch, PactRequest, PactSpecification, RuleList } from "./pact.ts";

/**
 * Compares a request with what a consumer says to send. Requests are strict: parameters of the query and members of the
 * body that the example has not are refused; more headers are not. `specification` is that of the pact: V1 compares the
 * query as a string.
 */
export function matchRequest(
  expected: PactRequest,
  actual: ActualRequest,
  specification: PactSpecification = "4.0",
): MatchResult {
  const rules = expected.matchingRules;
  const headers = compareHeaders(expected.headers, actual.headers, rules.header);
  const mismatches: readonly Mismatch[] = [
    ...compareText("method", expected.method.toUpperCase(), actual.method.toUpperCase(), rules.method),
    ...compareText("path", expected.path, actual.path, rules.path),
    ...compareQuery(expected.query, actual.query, rules.query, specification),
    ...headers,
    ...compareBody(expected.body, actual.body, rules, { strict: true, ignoreType: rules.header.has("content-type") }),
  ];
  return { match: mismatches.length === 0, mismatches };
}

function compareText(
  part: "method" | "path",
  expected: string,
  actual: string,
  rules: RuleList | undefined,
): readonly Mismatch[] {
  if (rules !== undefined) return compareTextsByRule(part, "", rules, [expected], [actual]);
  return expected === actual ? [] : [mismatch(part, "", `the ${part} ${show(expected)}`, undefined, actual)];
}
