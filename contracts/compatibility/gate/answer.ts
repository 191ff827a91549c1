import type { Change } from "../change.ts";
import type { Evidence } from "./evidence.ts";
import type { FactOf } from "./fact.ts";
import type { Integration } from "./integrations.ts";
import type { GateQuestion } from "./question.ts";

/**
 * How an integration stands.
 *
 * - `verified`: accepted evidence shows that it works
 * - `broken`: evidence shows that it does not
 * - `pending`: it does not work, and never did with the provider's main branch: the consumer's matter
 * - `unknown`: nobody looked
 */
export type IntegrationVerdict = "verified" | "broken" | "pending" | "unknown";

/** One integration, judged. */
export interface JudgedIntegration extends Integration {
  readonly verdict: IntegrationVerdict;
  /** All that is known, the deciding one first. */
  readonly evidence: readonly Evidence[];
  /** One sentence. */
  readonly reason: string;
  /** Where something is missing: the command that produces it. */
  readonly command?: string;
}

/** A need that nothing in the environment serves. */
export interface UnmetNeed {
  readonly provider: string;
  readonly verdict: "broken" | "unknown";
  readonly reason: string;
  readonly command: string;
}

/** A case of acceptance in which the asked version took part. */
export interface JudgedAcceptance {
  readonly fact: FactOf<"acceptance">;
  readonly verdict: "pass" | "fail" | "unknown";
  readonly reason: string;
}

/** What the asked version's contract no longer promises, against a version of the same service that is there. */
export interface ContractChange {
  readonly replaced: string;
  readonly change: Change;
  /** Consumers there whose pacts are known, and that are broken. */
  readonly breaks: readonly string[];
}

/** The gate's answer, with everything that led to it. */
export interface GateAnswer extends GateQuestion {
  /** `deployable`: nothing speaks against it and nothing is missing. */
  readonly verdict: "deployable" | "not-deployable" | "unknown";
  /** Sentences, the deciding ones first. */
  readonly reasons: readonly string[];
  readonly integrations: readonly JudgedIntegration[];
  readonly unmet: readonly UnmetNeed[];
  readonly acceptance: readonly JudgedAcceptance[];
  readonly changes: readonly ContractChange[];
}
