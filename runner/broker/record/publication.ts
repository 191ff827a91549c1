import { type Fact, type FactOf, type JsonObject, type ServiceVersion, versionName } from "../../../contracts/index.ts";
import { checkFacts } from "../store/check-facts.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";

/** What is said of a version beside what it publishes. */
export interface VersionDetails {
  readonly branch?: string;
  readonly tags?: readonly string[];
  readonly buildUrl?: string;
}

/** One thing that was published. `unchanged`: the same was there already. */
export interface Published {
  readonly what: "version" | "pact" | "contract" | "message-contract" | "verification" | "acceptance";
  readonly title: string;
  readonly digest?: string;
  readonly status: "new" | "unchanged";
}

/** What is to be published, checked and not yet written. */
export interface Draft {
  readonly published: readonly Published[];
  readonly facts: readonly Fact[];
  /** By digest. */
  readonly contents: ReadonlyMap<string, JsonObject>;
  /** The versions that publish it. */
  readonly versions: readonly ServiceVersion[];
}

/** Publishes drafts: every one was checked before the first is written. */
export async function publish(
  store: FactStore,
  drafts: readonly Draft[],
  details: VersionDetails,
  clock: Clock,
): Promise<readonly Published[]> {
  const versions = new Map(drafts.flatMap((draft) => draft.versions).map((one) => [versionName(one), one]));
  const about = await Promise.all([...versions.values()].map((one) => versionFacts(store, one, details, clock)));
  const facts = [...about.flat(), ...drafts.flatMap((draft) => draft.facts)];
  checkFacts(facts);
  // The contents first: a fact never speaks of what is not there.
  for (const { contents } of drafts) {
    for (const [digest, content] of contents) await store.writeContent(digest, content);
  }
  await store.append(facts);
  return drafts.flatMap(({ published }) => published);
}

/** A version that publishes nothing else: it uses nobody, or what it uses is not known yet. */
export function draftVersion(version: ServiceVersion): Draft {
  const published: Published = { what: "version", title: versionName(version), status: "new" };
  return { published: [published], facts: [], contents: new Map(), versions: [version] };
}

/** The facts about a version that are not there yet: nothing for what is known already. */
async function versionFacts(
  store: FactStore,
  version: ServiceVersion,
  { branch, tags = [], buildUrl }: VersionDetails,
  clock: Clock,
): Promise<readonly FactOf<"version">[]> {
  const known = (await store.read([shelves.version(version)])).filter((fact) => fact.fact === "version");
  const newTags = [...new Set(tags)].filter((tag) => !known.some((fact) => fact.tags?.includes(tag)));
  const isKnown =
    known.length > 0 &&
    (branch === undefined || known.some((fact) => fact.branch === branch)) &&
    (buildUrl === undefined || known.some((fact) => fact.buildUrl === buildUrl)) &&
    newTags.length === 0;
  if (isKnown) return [];
  const { service, version: number } = version;
  return [
    {
      fact: "version",
      service,
      version: number,
      ...(branch === undefined ? {} : { branch }),
      ...(newTags.length === 0 ? {} : { tags: newTags }),
      ...(buildUrl === undefined ? {} : { buildUrl }),
      at: clock(),
    },
  ];
}
