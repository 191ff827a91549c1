import { TercetError } from "../../errors.ts";
import type { FactOf } from "./fact.ts";

/** A fact that names what a version published. */
export type PublishedFact = FactOf<"pact"> | FactOf<"contract"> | FactOf<"message-contract">;

/** Two branches published different contents under one version: nothing that is said of this version can be trusted. */
export function contradiction(facts: readonly PublishedFact[], what: string): TercetError {
  const [first] = facts as readonly [(typeof facts)[number]];
  const of =
    first.fact === "pact"
      ? `${first.consumer}@${first.consumerVersion} for ${first.provider}`
      : `${first.service}@${first.version}`;
  const digests = [...new Set(facts.map(({ digest }) => digest))].join(" and ");
  return new TercetError(
    "contract",
    `The ledger holds different ${what}s of ${of} (${digests}): a version is published once, so remove the wrong line, or publish under a new version.`,
    { place: { rule: "one-content-a-version" } },
  );
}
