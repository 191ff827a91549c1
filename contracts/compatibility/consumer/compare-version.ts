import type { Pact } from "../../pact/pact.ts";
import type { ContractVersion } from "../contract/versions.ts";
import { compareMessages } from "../message/compare.ts";
import type { MessageComparisonFinding } from "../message/comparison-finding.ts";
import { comparePact } from "./compare-pact.ts";
import type { ComparisonFinding } from "./finding.ts";

/** What was found in one pact. */
export interface PactComparison {
  readonly findings: readonly (ComparisonFinding | MessageComparisonFinding)[];
  /** Interactions of the kinds that the version's contracts speak of. */
  readonly compared: number;
  /** The others: OpenAPI says nothing of messages, nor AsyncAPI of HTTP. */
  readonly uncompared: number;
}

/**
 * Holds what a consumer uses against all that a provider version promises, HTTP interactions against its OpenAPI document and
 * messages against its AsyncAPI document. Throws `TercetError` (`contract`) where a schema of a contract cannot be used.
 */
export function compareWithVersion(pact: Pact, { http, messages }: ContractVersion): PactComparison {
  const isCompared = ({ type }: Pact["interactions"][number]) =>
    (type === "Synchronous/HTTP" ? http : messages) !== undefined;
  const compared = pact.interactions.filter(isCompared).length;
  const findings = [
    ...(http === undefined ? [] : comparePact(pact, http)),
    ...(messages === undefined ? [] : compareMessages(pact, messages)),
  ];
  return { findings, compared, uncompared: pact.interactions.length - compared };
}
