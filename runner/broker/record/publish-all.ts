import { existsSync } from "node:fs";
import { resolve } from "node:path";
import {
  type ContractVersion,
  findContractFiles,
  loadVersion,
  type Pact,
  readEvents,
  type ServiceVersion,
  TercetError,
} from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import type { Clock } from "./clock.ts";
import { draftContracts } from "./draft-contracts.ts";
import { draftEvents, type Participants } from "./draft-events.ts";
import { draftPacts } from "./draft-pacts.ts";
import { draftVerifications } from "./draft-verifications.ts";
import { type Draft, draftVersion, type Published, publish, type VersionDetails } from "./publication.ts";
import { readReplayResults } from "./replay-results.ts";

/** What a user gives to be published; the paths in it are relative to `directory`. */
export interface PublicationRequest {
  readonly directory: string;
  readonly pacts: readonly Pact[];
  /** Files of one version's contracts, OpenAPI and AsyncAPI, or one reference to the catalog. */
  readonly contracts: readonly string[];
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
  const contract = await contractsOf(request.contracts, inPlace, folders);
  const results = await readReplayResults(request.results.map(inPlace), version);
  const drafts: Draft[] = [];
  if (contract !== undefined) {
    const subject = { service: service ?? serviceOf(contract), version: needed(version, "the contract's provider") };
    drafts.push(await draftContracts(store, contract, subject, clock));
  }
  if (pacts.length > 0) {
    const given = pacts.map((pact) => ({ pact, onConflict: "refuse" as const }));
    drafts.push(await draftPacts(store, given, needed(version, "the consumer"), clock));
  }
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

/** What the version promises: files and URLs as they are, or all contracts of a version in the catalog. */
async function contractsOf(
  references: readonly string[],
  inPlace: (file: string) => string,
  { contracts }: ProjectFolders,
): Promise<ContractVersion | undefined> {
  if (references.length === 0) return undefined;
  const files = references.map(async (reference) => {
    const file = inPlace(reference);
    const isFile = file === reference || existsSync(file) || /[/\\]|\.(json|ya?ml)$/i.test(reference);
    return isFile ? [file] : findContractFiles(contracts, reference);
  });
  return loadVersion((await Promise.all(files)).flat());
}

/** The service of which both contracts speak. Throws `TercetError` (`usage`) where they name two. */
function serviceOf({ http, messages }: ContractVersion): string {
  const names = [...new Set([http?.service, messages?.service].filter((name) => name !== undefined))];
  if (names.length === 1) return names[0] as string;
  throw new TercetError("usage", `The contracts are of ${names.join(" and of ")}: name the service with --service.`);
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
