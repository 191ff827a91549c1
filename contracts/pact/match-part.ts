import { matchMessage } from "./match-message.ts";
import { matchRequest } from "./match-request.ts";
import { matchResponse } from "./match-response.ts";
import type { MatchResult, PactSpecification } from "./pact.ts";
import { readMessage, readRequest, readResponse } from "./read/parts.ts";
import type { Place } from "./read/place.ts";

/** The parts of an interaction that are matched by themselves. */
export const matchedParts = ["request", "response", "message"] as const;
export type MatchedPart = (typeof matchedParts)[number];

/**
 * Matches one part of an interaction as files have it: `expected` with its matching rules, `actual` in the same form, both
 * of one version of the specification. Throws `TercetError` (`contract`) with the pointer for what cannot be read.
 */
export function matchPart(
  part: MatchedPart,
  expected: unknown,
  actual: unknown,
  specification: PactSpecification,
  source = "the input",
): MatchResult {
  const [left, right] = ["/expected", "/actual"].map((pointer) => ({ source, pointer })) as [Place, Place];
  if (part === "request") {
    const request = readRequest(expected, specification, left);
    return matchRequest(request, readRequest(actual, specification, right), specification);
  }
  if (part === "response") {
    return matchResponse(readResponse(expected, specification, left), readResponse(actual, specification, right));
  }
  return matchMessage(readMessage(expected, specification, left), readMessage(actual, specification, right));
}
