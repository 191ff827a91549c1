import {
  type Fact,
  type FactIndex,
  type GateQuestion,
  indexFacts,
  integrationsOf,
  type Occupant,
} from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";

/**
 * Reads the facts that a gate's answer can rest on, and no others: a ledger of many services is not read whole. What a
 * failed or missing replay needs besides is read only where there is one.
 */
export async function loadGateFacts(
  store: FactStore,
  question: GateQuestion,
  occupants: readonly Occupant[],
): Promise<FactIndex> {
  const facts: Fact[] = [...(await store.readUnder(shelves.occupancyOf(question.environment)))];
  const add = async (names: readonly string[]) => void facts.push(...(await store.read(names)));
  await add([
    shelves.environments,
    shelves.service(question.service),
    shelves.version(question),
    shelves.verifications(question),
    shelves.acceptance(question),
    ...occupants.map(shelves.version),
  ]);
  const { met } = integrationsOf(question, indexFacts(facts), occupants);
  const providers = met.filter(({ counterpart }) => counterpart === "provider").map(({ provider }) => provider);
  await add(unique([...providers.map(shelves.verifications), ...providers.map(shelves.acceptance)]));
  const index = indexFacts(facts);
  const unproved = met.filter(({ digest, provider }) => index.verificationOf(digest, provider)?.success !== true);
  if (unproved.length === 0) return index;
  // Whether a pact is pending, and which other version kept it, stands with the provider's other versions.
  for (const service of new Set(unproved.map(({ provider }) => provider.service))) {
    facts.push(...(await store.readUnder(shelves.allVerificationsOf(service))));
    facts.push(...(await store.readUnder(shelves.versionsOf(service))));
    await add([shelves.service(service)]);
  }
  return indexFacts(new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values());
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
