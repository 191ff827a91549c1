import { indexFacts, type Occupant, type ServiceVersion, TercetError, versionName } from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import type { Clock } from "./clock.ts";

/** Where a version runs; `instance` where several of one service run side by side. */
export interface Place {
  readonly environment: string;
  readonly instance?: string;
}

/** Everyone who is in an environment now; of one service, where it is given. */
export async function occupantsNow(
  store: FactStore,
  environment: string,
  service?: string,
): Promise<readonly Occupant[]> {
  const facts =
    service === undefined
      ? await store.readUnder(shelves.occupancyOf(environment))
      : await store.read([shelves.occupancy(environment, service)]);
  return indexFacts(facts).occupants(environment);
}

/** Records that a version runs there, in place of the one before. Returns when it was recorded. */
export async function recordDeployment(
  store: FactStore,
  subject: ServiceVersion,
  { environment, instance }: Place,
  clock: Clock,
): Promise<string> {
  const at = clock();
  const named = instance === undefined ? {} : { instance };
  await store.append([{ fact: "deployment", ...subject, environment, ...named, at }]);
  return at;
}

/** Records that what ran there, as this application instance, runs no longer. Throws `TercetError` (`usage`) where nothing did. */
export async function recordUndeployment(
  store: FactStore,
  subject: ServiceVersion,
  { environment, instance }: Place,
  clock: Clock,
): Promise<void> {
  const there = await occupantsNow(store, environment, subject.service);
  const deployed = there.flatMap(({ version, presence }) =>
    presence.how === "deployed" ? presence.instances.map((name) => ({ version, name })) : [],
  );
  if (!deployed.some(({ version, name }) => version === subject.version && name === (instance ?? ""))) {
    const instances = deployed.map(({ version, name }) => (name === "" ? version : `${version} as ${name}`)).join(", ");
    const as = instance === undefined ? "" : ` as ${instance}`;
    throw new TercetError(
      "usage",
      `${versionName(subject)} is not deployed to ${environment}${as}: ${instances === "" ? `nothing of ${subject.service} is` : `there is ${instances}`}.`,
    );
  }
  const named = instance === undefined ? {} : { instance };
  await store.append([{ fact: "undeployment", ...subject, environment, ...named, at: clock() }]);
}

/** Records that users have a version there, beside those before. Does nothing where they have it already. */
export async function recordRelease(
  store: FactStore,
  subject: ServiceVersion,
  environment: string,
  clock: Clock,
): Promise<void> {
  if (await isReleased(store, subject, environment)) return;
  await store.append([{ fact: "release", ...subject, environment, at: clock() }]);
}

/** Records that a released version is supported no longer. Throws `TercetError` (`usage`) where it was not. */
export async function recordSupportEnd(
  store: FactStore,
  subject: ServiceVersion,
  environment: string,
  clock: Clock,
): Promise<void> {
  if (!(await isReleased(store, subject, environment))) {
    throw new TercetError(
      "usage",
      `${versionName(subject)} is not released to ${environment}: its support cannot end there.`,
    );
  }
  await store.append([{ fact: "support-end", ...subject, environment, at: clock() }]);
}

async function isReleased(store: FactStore, subject: ServiceVersion, environment: string): Promise<boolean> {
  const there = await occupantsNow(store, environment, subject.service);
  return there.some(({ version, presence }) => version === subject.version && presence.how === "released");
}
