import { type FactOf, TercetError } from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";

/** An environment as it is known now; `at`: when something was last said of it. */
export type KnownEnvironment = Readonly<Omit<FactOf<"environment">, "fact">>;

/** Every environment that was declared, by name. */
export async function knownEnvironments(store: FactStore): Promise<ReadonlyMap<string, KnownEnvironment>> {
  const facts = (await store.read([shelves.environments])).filter((fact) => fact.fact === "environment");
  const oldestFirst = (facts as FactOf<"environment">[]).toSorted((left, right) => (left.at < right.at ? -1 : 1));
  return new Map(oldestFirst.map(({ fact: _, ...environment }) => [environment.environment, environment]));
}

/** Declares an environment, or says something new of it. Returns whether anything was written. */
export async function declareEnvironment(
  store: FactStore,
  declared: Omit<KnownEnvironment, "at">,
  clock: Clock,
): Promise<boolean> {
  const known = (await knownEnvironments(store)).get(declared.environment);
  if (known?.production === declared.production && known.displayName === declared.displayName) return false;
  await store.append([{ fact: "environment", ...declared, at: clock() }]);
  return true;
}

/** Says which environments there are. */
export function unknownEnvironment(name: string, known: Iterable<string>): TercetError {
  const names = [...new Set(known)].toSorted().join(", ");
  const there = names === "" ? "none is known yet: `tercet record-deployment` declares one" : `known: ${names}`;
  return new TercetError("usage", `There is no environment ${JSON.stringify(name)}: ${there}.`);
}
