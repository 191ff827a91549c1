import {
  type Change,
  decide,
  type FactIndex,
  type GateAnswer,
  type GateInput,
  type GateQuestion,
  type Occupant,
  type StaticPolicy,
  TercetError,
  versionName,
} from "../../../contracts/index.ts";
import { knownEnvironments, unknownEnvironment } from "../record/environments.ts";
import { occupantsNow } from "../record/occupancy.ts";
import type { FactStore } from "../store/fact-store.ts";
import { shelves } from "../store/shelf.ts";
import { brokenPromises, computeEvidence, contractOf } from "./compute-evidence.ts";
import { type Contents, openContents } from "./contents.ts";
import { loadGateFacts } from "./load-facts.ts";

/** What the gate is asked with. */
export interface GateOptions {
  readonly policy: StaticPolicy;
  /** Environments that are declared elsewhere, in the configuration. */
  readonly configured: readonly string[];
}

/**
 * Can this version go there? Throws `TercetError` (`usage`) for an environment that nobody declared and for a version that
 * was never published.
 */
export async function askGate(store: FactStore, question: GateQuestion, options: GateOptions): Promise<GateAnswer> {
  const declared = [...(await knownEnvironments(store)).keys(), ...options.configured];
  if (!declared.includes(question.environment)) throw unknownEnvironment(question.environment, declared);
  return judge(store, question, await occupantsNow(store, question.environment), options.policy);
}

/**
 * Can this version go where these others are? Throws `TercetError` (`usage`) for a version that was never published,
 * (`contract`) where the ledger is damaged or contradicts itself.
 */
export async function judge(
  store: FactStore,
  question: GateQuestion,
  occupants: readonly Occupant[],
  policy: StaticPolicy,
): Promise<GateAnswer> {
  const index = await loadGateFacts(store, question, occupants);
  if (!index.isPublished(question)) throw await neverPublished(store, question);
  const contents = openContents(store);
  const computed = await computeEvidence(question, occupants, index, contents);
  const changes = await contractChanges(question, occupants, index, contents);
  return decide({
    question,
    index,
    occupants,
    policy,
    computed,
    pactFile: (digest) => store.fileOf(digest) ?? "PACT",
    changes,
  });
}

/** What the version's contract no longer promises of those that it replaces; nothing where one of them is not published. */
async function contractChanges(
  question: GateQuestion,
  occupants: readonly Occupant[],
  index: FactIndex,
  contents: Contents,
): Promise<GateInput["changes"]> {
  const changes: { replaced: string; change: Change }[] = [];
  const contract = await contractOf(question, index, contents);
  if (contract === undefined) return changes;
  const replaced = occupants.filter(({ service }) => service === question.service);
  for (const occupant of new Map(replaced.map((one) => [one.version, one])).values()) {
    const before = await contractOf(occupant, index, contents);
    if (before === undefined) continue;
    for (const change of await brokenPromises(before, contract)) {
      changes.push({ replaced: versionName(occupant), change });
    }
  }
  return changes;
}

async function neverPublished(store: FactStore, { service, version }: GateQuestion): Promise<TercetError> {
  const facts = await store.readUnder(shelves.versionsOf(service));
  const versions = facts.map((fact) =>
    fact.fact === "pact" ? fact.consumerVersion : "version" in fact ? fact.version : "",
  );
  const known = [...new Set(versions)].filter((one) => one !== "").slice(-5);
  const there =
    known.length === 0 ? `nothing of a service ${JSON.stringify(service)} was` : `of it there is ${known.join(", ")}`;
  return new TercetError(
    "usage",
    `${service}@${version} was never published: ${there}. Publish it with \`tercet publish … --version ${version}\`.`,
  );
}
