import { existsSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Contract,
  findContract,
  type Pact,
  readEvents,
  type ServiceVersion,
  TercetError,
} from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import type { Clock } from "./clock.ts";
import { draftContract } from "./draft-contract.ts";
import { draftEvents, type Participants } from "./draft-events.ts";
import { draftPacts } from "./draft-pacts.ts";
import { draftVerifications } from "./draft-verifications.ts";
import { type Draft, draftVersion, type Published, publish, type VersionDetails } from "./publication.ts";
import { readReplayResults } from "./replay-results.ts";

/** What a user gives to be published; the paths in it are relative to `directory`. */
export interface PublicationRequest {
  readonly directory: string;
  readonly pacts: readonly Pact[];
  readonly contract?: string;
  readonly service?: string;
  readonly version?: string;
  readonly results: readonly string[];
  readonly events: readonly string[];
  /** The versions that took part in `events`. */
  readonly took: readonly ServiceVersion[];
  readonly details: VersionDetails;
  readonly note: (message: string) => void;
}

/** The folders of a project that a publication looks into. */
export interface ProjectFolders {
  readonly contracts: string;
  readonly scenarios: string;
}

/**
 * Publishes all that is given, or, where something of it cannot be used or contradicts what was published, nothing.
 * Throws `TercetError` saying what.
 */
export async function publishAll(
  store: FactStore,
  request: PublicationRequest,
  folders: ProjectFolders,
  clock: Clock,
): Promise<readonly Published[]> {
  const { directory, version, service, pacts, took, note } = request;
  const inPlace = (file: string) => (/^(https?|file):\/\//.test(file) ? file : resolve(directory, file));
  const contract = await contractOf(request.contract, inPlace, folders);
  const results = await readReplayResults(request.results.map(inPlace), version);
  const drafts: Draft[] = [];
  if (contract !== undefined) {
    const subject = { service: service ?? contract.service, version: needed(version, "the contract's provider") };
    drafts.push(await draftContract(store, contract, subject, clock));
  }
  if (pacts.length > 0) drafts.push(await draftPacts(store, pacts, needed(version, "the consumer"), clock));
  if (results.length > 0) drafts.push(draftVerifications(results, clock));
  if (request.events.length > 0) {
    const participants: Participants = { given: took, usedBy: await scenarioUses(folders.scenarios) };
    for (const log of request.events.map(inPlace)) {
      drafts.push(await draftEvents(store, readEvents(log, note), participants));
    }
  }
  if (drafts.length === 0 && service !== undefined) {
    drafts.push(draftVersion({ service, version: needed(version, service) }));
  }
  if (drafts.length === 0) {
    throw new TercetError(
      "usage",
      "There is nothing to publish: give Pact files, --contract, --results, --events, or --service with --version.",
    );
  }
  return publish(store, drafts, request.details, clock);
}

async function contractOf(
  reference: string | undefined,
  inPlace: (file: string) => string,
  { contracts }: ProjectFolders,
): Promise<Contract | undefined> {
  if (reference === undefined) return undefined;
  const file = inPlace(reference);
  return findContract(contracts, file === reference || existsSync(file) ? file : reference);
}

/** Which services each scenario of the project declares to use; nothing is known of those of other projects. */
async function scenarioUses(folder: string): Promise<Participants["usedBy"]> {
  if (!existsSync(folder)) return () => undefined;
  // Loaded late: the suites are large, and only event logs need them.
  const { discoverScenarios } = await import("../../engine/scenarios-discover.ts");
  const uses = new Map((await discoverScenarios(folder)).map(({ scenario: { id, uses } }) => [id, Object.keys(uses)]));
  return (id) => uses.get(id);
}

function needed(version: string | undefined, whose: string): string {
  if (version !== undefined) return version;
  throw new TercetError("usage", `The version of ${whose} is missing: give it with --version.`);
}
