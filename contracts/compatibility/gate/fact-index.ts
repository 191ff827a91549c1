import { canonical } from "../../schema/equality.ts";
import { contradiction, type PublishedFact } from "./contradiction.ts";
import type { Fact, FactKind, FactOf } from "./fact.ts";
import { type Occupant, occupantsOf } from "./occupants.ts";
import type { ServiceVersion } from "./service-version.ts";

/** Facts, found by what is asked of them. It answers from what it was given: nothing is read. */
export interface FactIndex {
  /** Of pacts, those that no later one replaces. */
  all<Kind extends FactKind>(kind: Kind): readonly FactOf<Kind>[];
  /** Whether the version was published, itself or by what it published: a pact, a contract, a result. */
  isPublished(version: ServiceVersion): boolean;
  /** In alphabetical order; empty where no branch was ever said. */
  branchesOf(version: ServiceVersion): readonly string[];
  tagsOf(version: ServiceVersion): readonly string[];
  mainBranchOf(service: string): string | undefined;
  pactsOf(consumer: ServiceVersion): readonly FactOf<"pact">[];
  /** What the version promises over HTTP. */
  contractOf(provider: ServiceVersion): FactOf<"contract"> | undefined;
  /** What the version promises of messages. */
  messageContractOf(provider: ServiceVersion): FactOf<"message-contract"> | undefined;
  /** The newest replay of a pact against a provider version, whichever consumer version it was published with. */
  verificationOf(digest: string, provider: ServiceVersion): FactOf<"verification"> | undefined;
  /** The newest result of each case in each environment. */
  acceptanceOf(version: ServiceVersion): readonly FactOf<"acceptance">[];
  /** What runs or is supported in an environment now, by service. */
  occupants(environment: string): readonly Occupant[];
  /** Whether anything was ever recorded of the service there. */
  wasEverIn(environment: string, service: string): boolean;
  environment(name: string): FactOf<"environment"> | undefined;
}

/**
 * Puts facts in order; they may come in any, and twice. Throws `TercetError` (`contract`) where two of them contradict and
 * neither is a correction: one version that published two different pacts for a provider, or two contracts.
 */
export function indexFacts(facts: Iterable<Fact>): FactIndex {
  const kinds = byKind(facts);
  const all = <Kind extends FactKind>(kind: Kind) => (kinds.get(kind) ?? []) as unknown as readonly FactOf<Kind>[];
  const versions = groupBy(all("version"), ({ service, version }) => key(service, version));
  const pacts = groupBy(all("pact"), ({ consumer, consumerVersion }) => key(consumer, consumerVersion));
  const contracts = groupBy(all("contract"), ({ service, version }) => key(service, version));
  const messageContracts = groupBy(all("message-contract"), ({ service, version }) => key(service, version));
  const verifications = groupBy(all("verification"), (fact) => key(fact.digest, fact.provider, fact.providerVersion));
  const verifiers = new Set(all("verification").map((fact) => key(fact.provider, fact.providerVersion)));
  const acceptance = groupBy(all("acceptance"), ({ service, version }) => key(service, version));
  const inhabited = new Set(
    (["deployment", "release"] as const).flatMap((kind) =>
      all(kind).map(({ environment, service }) => key(environment, service)),
    ),
  );
  const named = (facts: readonly FactOf<"version">[], read: (fact: FactOf<"version">) => readonly string[]) =>
    [...new Set(facts.flatMap(read))].toSorted();
  return {
    all,
    isPublished({ service, version }) {
      const name = key(service, version);
      return [versions, pacts, contracts, messageContracts].some((group) => group.has(name)) || verifiers.has(name);
    },
    branchesOf: ({ service, version }) =>
      named(versions.get(key(service, version)) ?? [], ({ branch }) => (branch === undefined ? [] : [branch])),
    tagsOf: ({ service, version }) => named(versions.get(key(service, version)) ?? [], ({ tags = [] }) => tags),
    mainBranchOf: (service) =>
      all("service").findLast((fact) => fact.service === service && fact.mainBranch !== undefined)?.mainBranch,
    pactsOf({ service, version }) {
      const published = pacts.get(key(service, version)) ?? [];
      return [...groupBy(published, ({ provider }) => provider).values()].map((same) => only(same, "pact"));
    },
    contractOf({ service, version }) {
      const published = contracts.get(key(service, version));
      return published === undefined ? undefined : only(published, "contract");
    },
    messageContractOf({ service, version }) {
      const published = messageContracts.get(key(service, version));
      return published === undefined ? undefined : only(published, "message contract");
    },
    verificationOf: (digest, { service, version }) => verifications.get(key(digest, service, version))?.at(-1),
    acceptanceOf({ service, version }) {
      const results = acceptance.get(key(service, version)) ?? [];
      const cases = groupBy(results, (fact) => key(fact.case, fact.environment ?? ""));
      return [...cases.values()].map((same) => same.at(-1) as FactOf<"acceptance">);
    },
    occupants: (environment) =>
      occupantsOf(
        environment,
        [...all("deployment"), ...all("undeployment")],
        [...all("release"), ...all("support-end")],
      ),
    wasEverIn: (environment, service) => inhabited.has(key(environment, service)),
    environment: (name) => all("environment").findLast(({ environment }) => environment === name),
  };
}

/** Facts by kind, the oldest first; those of one moment in an order that does not depend on how files were merged. */
function byKind(facts: Iterable<Fact>): Map<FactKind, Fact[]> {
  const kinds = new Map<FactKind, Fact[]>();
  for (const fact of facts) {
    const same = kinds.get(fact.fact);
    if (same === undefined) kinds.set(fact.fact, [fact]);
    else same.push(fact);
  }
  for (const same of kinds.values()) same.sort(inOrder);
  const pacts = (kinds.get("pact") ?? []) as readonly FactOf<"pact">[];
  if (pacts.length > 0) kinds.set("pact", [...currentPacts(pacts)]);
  return kinds;
}

/** The pacts that no other one replaces. */
function currentPacts(facts: readonly FactOf<"pact">[]): readonly FactOf<"pact">[] {
  const identity = ({ consumer, consumerVersion, provider }: FactOf<"pact">, digest: string) =>
    key(consumer, consumerVersion, provider, digest);
  const replaced = new Set(
    facts.flatMap((fact) => (fact.replaces === undefined ? [] : [identity(fact, fact.replaces)])),
  );
  return replaced.size === 0 ? facts : facts.filter((fact) => !replaced.has(identity(fact, fact.digest)));
}

/** Compares two facts by time, then by text. */
export function inOrder(left: Fact, right: Fact): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  if (left === right) return 0;
  return canonical(left) < canonical(right) ? -1 : 1;
}

function only<One extends PublishedFact>(facts: readonly One[], what: string): One {
  const [first] = facts as readonly [One, ...One[]];
  if (facts.every(({ digest }) => digest === first.digest)) return first;
  throw contradiction(facts, what);
}

/** A key of several names; none of them can hold the separator. */
function key(...names: readonly string[]): string {
  return names.join("\n");
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  return Map.groupBy(items, keyOf);
}
