import { Option } from "commander";
import { indexFacts, isName, type ServiceVersion, TercetError, versionName } from "../../contracts/index.ts";
import { declareEnvironment, knownEnvironments, unknownEnvironment } from "../broker/record/environments.ts";
import { shelves } from "../broker/store/shelf.ts";
import type { CliContext } from "./context.ts";
import { type Facts, storeOption } from "./with-facts.ts";

/** What `record-deployment` and `record-release` share. */
export interface OccupancyOptions {
  readonly to: string;
  readonly ended?: true;
  readonly production?: true;
  readonly store?: string;
}

/** The options of `OccupancyOptions`; `ended`: what the end means. */
export function occupancyOptions(ended: string): readonly Option[] {
  return [
    new Option("--to <environment>", "where; a new name declares the environment").makeOptionMandatory(),
    new Option("--ended", `record the end: ${ended}`),
    new Option("--production", "declare that real users are served in this environment"),
    storeOption(),
  ];
}

/**
 * Declares the environment where it is new (and says so, since it may be a slip of the pen), and tells where nothing of
 * the version was published. Throws `TercetError` (`usage`) where something is to end in an environment that is not there.
 */
export async function enterEnvironment(
  { store, config, clock }: Facts,
  { to, ended, production }: OccupancyOptions,
  subject: ServiceVersion,
  context: CliContext,
): Promise<void> {
  if (!isName(to)) throw new TercetError("usage", `${JSON.stringify(to)} cannot name an environment: give it a word.`);
  const known = await knownEnvironments(store);
  const before = known.get(to);
  const configured = config.environments[to];
  if (before === undefined && ended) {
    throw unknownEnvironment(to, [...known.keys(), ...Object.keys(config.environments)]);
  }
  const isProduction =
    production ??
    before?.production ??
    (configured !== undefined && typeof configured !== "function" && configured.production);
  const name = before?.displayName === undefined ? {} : { displayName: before.displayName };
  const isNew = await declareEnvironment(store, { environment: to, production: isProduction, ...name }, clock);
  if (isNew && before === undefined && configured === undefined) {
    const others = [...known.keys()].join(", ");
    context.stderr.write(
      `The environment ${JSON.stringify(to)} is new, and now declared${others === "" ? "" : ` (beside ${others})`}.\n`,
    );
  }
  const published = indexFacts(await store.read([shelves.version(subject), shelves.verifications(subject)]));
  if (!ended && !published.isPublished(subject)) {
    context.stderr.write(
      `Nothing of ${versionName(subject)} was published: the gate knows of it only that it is there.\n`,
    );
  }
}
