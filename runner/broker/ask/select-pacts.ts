import type { FactOf, Occupant } from "../../../contracts/index.ts";
import type { Catalogue, PublishedVersion } from "./catalogue.ts";

type PactFact = FactOf<"pact">;

/** Which consumer versions' pacts a provider verifies, in the terms of the Pact Broker's consumer version selectors. */
export interface PactSelector {
  readonly consumer?: string | undefined;
  readonly mainBranch?: boolean | undefined;
  readonly matchingBranch?: boolean | undefined;
  readonly branch?: string | undefined;
  readonly fallbackBranch?: string | undefined;
  readonly tag?: string | undefined;
  readonly fallbackTag?: string | undefined;
  readonly latest?: boolean | undefined;
  readonly deployed?: boolean | undefined;
  readonly released?: boolean | undefined;
  readonly deployedOrReleased?: boolean | undefined;
  readonly environment?: string | undefined;
}

/** A pact that was selected, and why: clauses for people. */
export interface SelectedPact {
  readonly fact: PactFact;
  readonly reasons: readonly string[];
}

/** What selectors look at. */
export interface Selection {
  readonly provider: string;
  readonly providerBranch: string | undefined;
  readonly catalogue: Catalogue;
  /** By environment. */
  readonly occupants: ReadonlyMap<string, readonly Occupant[]>;
}

/** Selects pacts, each content once, however many versions have it. Without selectors: the latest of each consumer. */
export function selectPacts(selectors: readonly PactSelector[], selection: Selection): readonly SelectedPact[] {
  const facts = selection.catalogue.pactsWith(selection.provider);
  const found = new Map<string, { fact: PactFact; reasons: string[] }>();
  for (const selector of selectors.length === 0 ? [{ latest: true }] : selectors) {
    for (const own of Map.groupBy(facts, ({ consumer }) => consumer).values()) {
      if (selector.consumer !== undefined && own[0]?.consumer !== selector.consumer) continue;
      for (const { fact, reason } of selectOf(own, selector, selection)) {
        const key = `${fact.consumer}\n${fact.digest}`;
        const known = found.get(key) ?? { fact, reasons: [] };
        known.reasons.push(reason);
        if (fact.at > known.fact.at) known.fact = fact;
        found.set(key, known);
      }
    }
  }
  return [...found.values()];
}

interface Reasoned {
  readonly fact: PactFact;
  readonly reason: string;
}

/** What one selector takes of one consumer's pacts, the oldest first. */
function selectOf(own: readonly PactFact[], selector: PactSelector, selection: Selection): readonly Reasoned[] {
  const versionOf = ({ consumer, consumerVersion }: PactFact): PublishedVersion | undefined =>
    selection.catalogue.find({ service: consumer, version: consumerVersion });
  const newest = (reason: string, fits: (version: PublishedVersion) => boolean): readonly Reasoned[] => {
    const fact = own.findLast((one) => fits(versionOf(one) ?? nothingSaid));
    return fact === undefined ? [] : [{ fact, reason }];
  };
  const onBranch = (branch: string) =>
    newest(`the latest version of branch ${branch}`, ({ branches }) => branches.includes(branch));
  const { branch, tag, environment } = selector;
  if (selector.mainBranch) return newest("the latest version of the main branch", ({ mainline }) => mainline);
  if (selector.matchingBranch) return selection.providerBranch === undefined ? [] : onBranch(selection.providerBranch);
  if (branch !== undefined) {
    const found = onBranch(branch);
    return found.length > 0 || selector.fallbackBranch === undefined ? found : onBranch(selector.fallbackBranch);
  }
  if (selector.deployed || selector.released || selector.deployedOrReleased || environment !== undefined) {
    return own.flatMap((fact) => placesOf(fact, selector, selection).map((reason) => ({ fact, reason })));
  }
  if (tag !== undefined) {
    const tagged = (name: string) =>
      selector.latest === false
        ? own
            .filter((fact) => versionOf(fact)?.tags.includes(name))
            .map((fact) => ({ fact, reason: `a version with tag ${name}` }))
        : newest(`the latest version with tag ${name}`, ({ tags }) => tags.includes(name));
    const found = tagged(tag);
    return found.length > 0 || selector.fallbackTag === undefined ? found : tagged(selector.fallbackTag);
  }
  return newest("the latest version", () => true);
}

function placesOf(
  { consumer, consumerVersion }: PactFact,
  { deployed, released, environment }: PactSelector,
  { occupants }: Selection,
): readonly string[] {
  return [...occupants].flatMap(([name, there]) =>
    environment !== undefined && name !== environment
      ? []
      : there
          .filter(({ service, version }) => service === consumer && version === consumerVersion)
          .filter(({ presence }) => (deployed ? presence.how === "deployed" : !released || presence.how === "released"))
          .map(({ presence }) => `${presence.how} in ${name}`),
  );
}

const nothingSaid: PublishedVersion = { service: "", version: "", since: "", branches: [], tags: [], mainline: true };
