import {
  type FactOf,
  indexFacts,
  type JsonObject,
  type Pact,
  pactDigest,
  TercetError,
} from "../../../contracts/index.ts";
import { openContents } from "../ask/contents.ts";
import { conflict, oneContentAVersion } from "../store/conflict.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";
import { joinPacts } from "./join-pacts.ts";
import type { Draft, Published } from "./publication.ts";

/** What becomes of a pact where the version was published with another one for the same provider. */
export type OnConflict = "refuse" | "merge";

/** A pact to be published, and how. */
export interface PactToPublish {
  readonly pact: Pact;
  readonly onConflict: OnConflict;
}

/**
 * Drafts the pacts of one version of their consumers. Throws `TercetError` (`contract`) where the version was published
 * with another pact for the same provider (merged: with the same interaction, saying something else), or two of the given
 * ones differ for one pair.
 */
export async function draftPacts(
  store: FactStore,
  given: readonly PactToPublish[],
  version: string,
  clock: Clock,
): Promise<Draft> {
  const facts: FactOf<"pact">[] = [];
  const published: Published[] = [];
  const contents = new Map<string, JsonObject>();
  const beside = new Map<string, string>();
  for (const { pact, onConflict } of given) {
    const { consumer, provider } = pact;
    const subject = { service: consumer, version };
    const own = pactDigest(pact);
    const pair = `${consumer}\n${provider}`;
    const other = beside.get(pair);
    if (other !== undefined && other !== own) throw twoPacts(pact);
    if (other !== undefined) continue;
    beside.set(pair, own);
    const before = indexFacts(await store.read([shelves.version(subject)]))
      .pactsOf(subject)
      .find((fact) => fact.provider === provider);
    const refuse = (digest: string) => conflict(subject, `pact for ${provider}`, digest, own);
    if (before !== undefined && before.digest !== own && onConflict === "refuse") throw refuse(before.digest);
    const whole = before === undefined || before.digest === own ? pact : await joined(store, before, pact, refuse);
    const digest = pactDigest(whole);
    const status = before?.digest === digest ? "unchanged" : "new";
    published.push({ what: "pact", title: `${consumer}@${version} → ${provider}`, digest, status });
    contents.set(digest, whole.document);
    if (status === "unchanged") continue;
    const replaces = before === undefined ? {} : { replaces: before.digest };
    facts.push({ fact: "pact", consumer, consumerVersion: version, provider, digest, ...replaces, at: clock() });
  }
  const versions = given.map(({ pact: { consumer } }) => ({ service: consumer, version }));
  return { published, facts, contents, versions };
}

/** The published pact together with the given one. */
async function joined(
  store: FactStore,
  before: FactOf<"pact">,
  pact: Pact,
  refuse: (digest: string) => TercetError,
): Promise<Pact> {
  const known = await openContents(store).pact(before.digest);
  try {
    return joinPacts(known, pact);
  } catch (error) {
    if (!(error instanceof TercetError)) throw error;
    const message = `${refuse(before.digest).message.replace(/\.$/, "")}, or mend this: ${error.message}`;
    throw new TercetError("contract", message, { place: { rule: oneContentAVersion }, cause: error });
  }
}

function twoPacts({ consumer, provider, source }: Pact): TercetError {
  return new TercetError(
    "contract",
    `${source} is another pact between ${consumer} and ${provider} than one that is published with it: merge them into one file, or publish only one.`,
    { place: { file: source } },
  );
}
