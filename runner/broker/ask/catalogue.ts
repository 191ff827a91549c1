import {
  type Fact,
  type FactOf,
  indexFacts,
  isMainline,
  type ServiceVersion,
  versionName,
} from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";

/** Everything that was published, found by service. */
export interface Catalogue {
  /** Names of all services, also of those that are only known as somebody's provider. */
  readonly services: readonly string[];
  /** Versions of a service, the oldest first. */
  versionsOf(service: string): readonly PublishedVersion[];
  find(version: ServiceVersion): PublishedVersion | undefined;
  mainBranchOf(service: string): string | undefined;
  /** The pacts of all consumers of a provider, the oldest first. */
  pactsWith(provider: string): readonly FactOf<"pact">[];
  pactsOf(consumer: ServiceVersion): readonly FactOf<"pact">[];
  /** A pact by its content, also one that another has replaced: a build may still be verifying it. */
  pactOfContent(provider: string, consumer: string, digest: string): FactOf<"pact"> | undefined;
}

/** A version with what was said of it. */
export interface PublishedVersion extends ServiceVersion {
  /** When it was first heard of. */
  readonly since: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Whether it is one of the main branch, as far as is known. */
  readonly mainline: boolean;
  readonly buildUrl?: string;
}

/** Reads all publications; verification results are not among them. */
export async function loadCatalogue(store: FactStore): Promise<Catalogue> {
  const facts = await store.readUnder(shelves.allServices);
  const index = indexFacts(facts);
  const firstHeard = new Map<string, ServiceVersion & { since: string }>();
  for (const fact of (["version", "pact", "contract", "message-contract"] as const).flatMap((kind): readonly Fact[] =>
    index.all(kind),
  )) {
    const subject = subjectOf(fact);
    if (subject === undefined) continue;
    const known = firstHeard.get(versionName(subject));
    if (known === undefined || fact.at < known.since)
      firstHeard.set(versionName(subject), { ...subject, since: fact.at });
  }
  const versions = Map.groupBy(
    [...firstHeard.values()].toSorted((left, right) => (left.since < right.since ? -1 : 1)),
    ({ service }) => service,
  );
  const describe = ({ service, version, since }: ServiceVersion & { since: string }): PublishedVersion => {
    const subject = { service, version };
    const buildUrl = index
      .all("version")
      .findLast(
        (fact) => fact.service === service && fact.version === version && fact.buildUrl !== undefined,
      )?.buildUrl;
    return {
      ...subject,
      since,
      branches: index.branchesOf(subject),
      tags: index.tagsOf(subject),
      mainline: isMainline(subject, index),
      ...(buildUrl === undefined ? {} : { buildUrl }),
    };
  };
  const services = [
    ...versions.keys(),
    ...index.all("service").map(({ service }) => service),
    ...index.all("pact").map(({ provider }) => provider),
  ];
  return {
    services: [...new Set(services)].toSorted(),
    versionsOf: (service) => (versions.get(service) ?? []).map(describe),
    find(subject) {
      const known = firstHeard.get(versionName(subject));
      return known === undefined ? undefined : describe(known);
    },
    mainBranchOf: index.mainBranchOf,
    pactsWith: (provider) => index.all("pact").filter((fact) => fact.provider === provider),
    pactsOf: index.pactsOf,
    pactOfContent: (provider, consumer, digest) =>
      facts
        .filter((fact) => fact.fact === "pact")
        .find((fact) => fact.provider === provider && fact.consumer === consumer && fact.digest === digest),
  };
}

function subjectOf(fact: Fact): ServiceVersion | undefined {
  if (fact.fact === "pact") return { service: fact.consumer, version: fact.consumerVersion };
  if (fact.fact === "version" || fact.fact === "contract" || fact.fact === "message-contract")
    return { service: fact.service, version: fact.version };
  return undefined;
}
