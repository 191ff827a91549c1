import type { FactOf } from "./fact.ts";
import type { ServiceVersion } from "./service-version.ts";

/** How a version is there. */
export type Presence =
  /** It runs as these application instances; an unnamed one is the empty string. */
  | { readonly how: "deployed"; readonly instances: readonly string[]; readonly since: string }
  /** Users have it, beside other versions. */
  | { readonly how: "released"; readonly since: string }
  /** Nobody said that it is there: it was asked with. */
  | { readonly how: "chosen" };

/** A version that runs or is supported in an environment. One that is both deployed and released is there twice. */
export interface Occupant extends ServiceVersion {
  readonly presence: Presence;
}

/**
 * Who is in an environment. A deployment replaces what ran before as the same application instance; releases coexist until
 * their support ends. Both lists may be in any order; of one moment, the beginning outweighs the end.
 */
export function occupantsOf(
  environment: string,
  deployments: readonly (FactOf<"deployment"> | FactOf<"undeployment">)[],
  releases: readonly (FactOf<"release"> | FactOf<"support-end">)[],
): readonly Occupant[] {
  const here = <Item extends { readonly environment: string }>(items: readonly Item[]) =>
    items.filter((item) => item.environment === environment);
  const running = new Map<string, FactOf<"deployment"> | FactOf<"undeployment">>();
  for (const fact of here(deployments)) {
    keepNewest(running, `${fact.service}\n${fact.instance ?? ""}`, fact, "deployment");
  }
  const supported = new Map<string, FactOf<"release"> | FactOf<"support-end">>();
  for (const fact of here(releases)) keepNewest(supported, `${fact.service}\n${fact.version}`, fact, "release");

  const deployed = [...running.values()].filter(({ fact }) => fact === "deployment");
  const byVersion = Map.groupBy(deployed, ({ service, version }) => `${service}\n${version}`);
  const occupants: Occupant[] = [...byVersion.values()].map((facts) => {
    const [first] = facts as [(typeof facts)[number]];
    const instances = facts.map(({ instance = "" }) => instance).toSorted();
    const since = facts.map(({ at }) => at).reduce((left, right) => (left < right ? left : right));
    return { service: first.service, version: first.version, presence: { how: "deployed", instances, since } };
  });
  for (const { fact, service, version, at } of supported.values()) {
    if (fact === "release") occupants.push({ service, version, presence: { how: "released", since: at } });
  }
  return occupants.toSorted((left, right) => (order(left) < order(right) ? -1 : 1));
}

function order({ service, version, presence }: Occupant): string {
  return `${service}\n${version}\n${presence.how}`;
}

function keepNewest<Item extends { readonly at: string; readonly fact: string }>(
  newest: Map<string, Item>,
  key: string,
  fact: Item,
  beginning: Item["fact"],
): void {
  const known = newest.get(key);
  if (known !== undefined && (known.at > fact.at || (known.at === fact.at && known.fact === beginning))) return;
  newest.set(key, fact);
}
