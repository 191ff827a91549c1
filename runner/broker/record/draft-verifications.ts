import type { FactOf, VerificationFailure } from "../../../contracts/index.ts";
import type { Clock } from "./clock.ts";
import type { Draft } from "./publication.ts";

/** What a replay of one pact against one provider version came to. */
export interface Verification {
  readonly digest: string;
  readonly consumer: string;
  readonly provider: string;
  readonly providerVersion: string;
  readonly success: boolean;
  readonly failures: readonly VerificationFailure[];
  readonly verifiedBy?: string;
  readonly buildUrl?: string;
}

/** Failures that are kept of one result, and characters of a text. */
const keptFailures = 50;
const keptCharacters = 2_000;

/** Drafts verification results: each is kept, and the newest of a pact and a provider version holds. */
export function draftVerifications(verifications: readonly Verification[], clock: Clock): Draft {
  const facts = verifications.map(
    ({ failures, verifiedBy, buildUrl, ...result }): FactOf<"verification"> => ({
      fact: "verification",
      ...result,
      ...(failures.length === 0 ? {} : { failures: failures.slice(0, keptFailures).map(bounded) }),
      ...(verifiedBy === undefined ? {} : { verifiedBy }),
      ...(buildUrl === undefined ? {} : { buildUrl }),
      at: clock(),
    }),
  );
  return {
    published: facts.map(({ consumer, provider, providerVersion, digest, success }) => ({
      what: "verification",
      title: `${consumer} → ${provider}@${providerVersion}: ${success ? "works" : "fails"}`,
      digest,
      status: "new",
    })),
    facts,
    contents: new Map(),
    versions: facts.map(({ provider, providerVersion }) => ({ service: provider, version: providerVersion })),
  };
}

function bounded({ interaction, message }: VerificationFailure): VerificationFailure {
  return { interaction: interaction.slice(0, keptCharacters), message: message.slice(0, keptCharacters) };
}
