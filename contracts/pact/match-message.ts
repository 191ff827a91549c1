import { compareBody } from "./match/body.ts";
import { compareMetadata } from "./match/metadata.ts";
import type { ActualMessage, MatchResult, Mismatch, PactMessage } from "./pact.ts";

/**
 * Compares a message with what a consumer expects, as loose as a response: metadata and members of the contents that the
 * example has not are allowed. Every version of the specification judges them alike.
 */
export function matchMessage(expected: PactMessage, actual: ActualMessage): MatchResult {
  const rules = expected.matchingRules;
  const ignoreType = rules.metadata.has("contentType") || rules.metadata.has("content-type");
  const mismatches: readonly Mismatch[] = [
    ...compareMetadata(expected.metadata, actual.metadata, rules.metadata),
    ...compareBody(expected.contents, actual.contents, rules, { strict: false, ignoreType }),
  ];
  return { match: mismatches.length === 0, mismatches };
}
