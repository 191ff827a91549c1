import {
  type Fact,
  type FactOf,
  type ServiceVersion,
  type TercetError,
  versionName,
} from "../../../contracts/index.ts";
import { conflict } from "./conflict.ts";

type PublishedFact = FactOf<"pact" | "contract" | "message-contract">;

/** Whether a fact names what a version published: of that there is one. */
export function isPublished(fact: Fact): fact is PublishedFact {
  return fact.fact === "pact" || fact.fact === "contract" || fact.fact === "message-contract";
}

/**
 * The error for the first new fact that a known one contradicts: the same version with another content, which neither of the
 * two replaces. Undefined where there is none.
 */
export function contradicted(known: readonly Fact[], facts: readonly Fact[]): TercetError | undefined {
  const published = known.filter(isPublished);
  const replaced = new Set(published.map((fact) => `${identityOf(fact)}\n${replacedBy(fact)}`));
  const byIdentity = Map.groupBy(published, identityOf);
  for (const fact of facts.filter(isPublished)) {
    const other = byIdentity
      .get(identityOf(fact))
      ?.find(
        (one) =>
          one.digest !== fact.digest &&
          one.digest !== replacedBy(fact) &&
          !replaced.has(`${identityOf(one)}\n${one.digest}`),
      );
    if (other !== undefined) return conflict(subjectOf(fact), whatIs(fact), other.digest, fact.digest);
  }
  return undefined;
}

function replacedBy(fact: PublishedFact): string | undefined {
  return fact.fact === "pact" ? fact.replaces : undefined;
}

function identityOf(fact: PublishedFact): string {
  return [fact.fact, versionName(subjectOf(fact)), fact.fact === "pact" ? fact.provider : ""].join("\n");
}

function subjectOf(fact: PublishedFact): ServiceVersion {
  if (fact.fact === "pact") return { service: fact.consumer, version: fact.consumerVersion };
  return { service: fact.service, version: fact.version };
}

function whatIs(fact: PublishedFact): string {
  if (fact.fact === "pact") return `pact for ${fact.provider}`;
  return fact.fact === "contract" ? "contract" : "message contract";
}
