import { type FactOf, type Pact, pactDigest, TercetError } from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";
import { conflict, type Draft, type Published } from "./publication.ts";

/**
 * Drafts the pacts of one version of their consumers. Throws `TercetError` (`contract`) where the version was published
 * with another pact for the same provider, or two of the given ones differ for one pair.
 */
export async function draftPacts(
  store: FactStore,
  pacts: readonly Pact[],
  version: string,
  clock: Clock,
): Promise<Draft> {
  const facts: FactOf<"pact">[] = [];
  const published: Published[] = [];
  const beside = new Map<string, string>();
  for (const pact of pacts) {
    const { consumer, provider } = pact;
    const subject = { service: consumer, version };
    const digest = pactDigest(pact);
    const pair = `${consumer}\n${provider}`;
    const other = beside.get(pair);
    if (other !== undefined && other !== digest) throw twoPacts(pact);
    const before = await publishedPact(store, consumer, version, provider);
    if (before !== undefined && before.digest !== digest) {
      throw conflict(subject, `pact for ${provider}`, before.digest, digest);
    }
    if (other !== undefined) continue;
    beside.set(pair, digest);
    published.push({
      what: "pact",
      title: `${consumer}@${version} → ${provider}`,
      digest,
      status: before === undefined ? "new" : "unchanged",
    });
    if (before !== undefined) continue;
    facts.push({ fact: "pact", consumer, consumerVersion: version, provider, digest, at: clock() });
  }
  return {
    published,
    facts,
    contents: new Map(pacts.map((pact) => [pactDigest(pact), pact.document])),
    versions: pacts.map(({ consumer }) => ({ service: consumer, version })),
  };
}

async function publishedPact(
  store: FactStore,
  consumer: string,
  version: string,
  provider: string,
): Promise<FactOf<"pact"> | undefined> {
  const facts = await store.read([shelves.version({ service: consumer, version })]);
  return facts.filter((fact) => fact.fact === "pact").find((fact) => fact.provider === provider);
}

function twoPacts({ consumer, provider, source }: Pact): TercetError {
  return new TercetError(
    "contract",
    `${source} is another pact between ${consumer} and ${provider} than one that is published with it: merge them into one file, or publish only one.`,
    { place: { file: source } },
  );
}
