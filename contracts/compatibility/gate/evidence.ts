import type { Change } from "../change.ts";
import type { ComparisonFinding } from "../consumer/finding.ts";
import type { MessageComparisonFinding } from "../message/comparison-finding.ts";
import type { VerificationFailure } from "./fact.ts";
import type { ServiceVersion } from "./service-version.ts";

/** What is known of one integration. */
export type Evidence = ReplayEvidence | StaticEvidence | ContainmentEvidence;

/** The provider version was asked, and answered. */
export interface ReplayEvidence {
  readonly kind: "replay";
  readonly success: boolean;
  readonly at: string;
  readonly failures: readonly VerificationFailure[];
  readonly verifiedBy?: string;
  readonly buildUrl?: string;
}

/** The pact was held against the provider version's contract; nothing was run. */
export interface StaticEvidence {
  readonly kind: "static";
  /** Every interaction could be compared, and none was found that the contract does not allow. */
  readonly success: boolean;
  /** Interactions of a kind of which the version published no contract: messages without AsyncAPI, HTTP without OpenAPI. */
  readonly uncompared: number;
  /** Interactions that are messages: what `tercet verify` shows over HTTP says nothing of them. */
  readonly messages: number;
  readonly findings: readonly (ComparisonFinding | MessageComparisonFinding)[];
}

/** Another version of the provider kept the pact, and everything that its contract promises is promised by this one too. */
export interface ContainmentEvidence {
  readonly kind: "containment";
  readonly success: boolean;
  /** The version that was asked. */
  readonly replayed: ServiceVersion;
  /** What is not proved compatible, between that version's contract and this one's. */
  readonly changes: readonly Change[];
}
