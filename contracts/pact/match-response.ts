import { compareBody } from "./match/body.ts";
import { compareHeaders } from "./match/headers.ts";
import { mismatch } from "./match/mismatch.ts";
import { judgeByRules } from "./match/values.ts";
import type { ActualResponse, MatchResult, Mismatch, PactResponse, RuleList } from "./pact.ts";

/**
 * Compares a response with what a consumer expects. Responses are loose: headers and members of the body that the example
 * has not are allowed. Every version of the specification judges them alike.
 */
export function matchResponse(expected: PactResponse, actual: ActualResponse): MatchResult {
  const rules = expected.matchingRules;
  const mismatches: readonly Mismatch[] = [
    ...compareStatus(expected.status, actual.status, rules.status),
    ...compareHeaders(expected.headers, actual.headers, rules.header),
    ...compareBody(expected.body, actual.body, rules, { strict: false, ignoreType: rules.header.has("content-type") }),
  ];
  return { match: mismatches.length === 0, mismatches };
}

function compareStatus(expected: number, actual: number, rules: RuleList | undefined): readonly Mismatch[] {
  const problems = judgeByRules(rules, false, { expected, actual, form: "json" });
  return problems.map((problem) =>
    mismatch(
      "status",
      "",
      problem.matcher === undefined ? `the status ${expected}` : problem.expected,
      problem.matcher,
      actual,
    ),
  );
}
