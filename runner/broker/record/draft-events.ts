import { type Event, type FactOf, type ServiceVersion, TercetError, versionName } from "../../../contracts/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { occupantsNow } from "./occupancy.ts";
import type { Draft } from "./publication.ts";

/** How it is known which versions took part in a run. */
export interface Participants {
  /** Given by the user; none: what is deployed in the run's environment. */
  readonly given: readonly ServiceVersion[];
  /** The services that a scenario uses, where that is known; else all of them. */
  readonly usedBy: (scenario: string) => readonly string[] | undefined;
}

type FinishedCase = Extract<Event, { type: "case-finished" }>;

/**
 * Drafts how scenarios and a provider's guarantees ended, for every version that took part. Throws `TercetError`
 * (`usage`) where nobody can tell which versions these were.
 */
export async function draftEvents(
  store: FactStore,
  events: AsyncIterable<Event>,
  participants: Participants,
): Promise<Draft> {
  const facts: FactOf<"acceptance">[] = [];
  let environment: string | undefined;
  let there = participants.given;
  for await (const event of events) {
    if (event.type === "run-started") {
      ({ environment } = event);
      if (participants.given.length === 0) {
        there = environment === undefined ? [] : await occupantsNow(store, environment);
      }
    }
    if (event.type !== "case-finished") continue;
    const { kind } = event.case;
    if (kind !== "scenario" && kind !== "guarantee") continue;
    const concerned = concernedBy(event, there, participants);
    if (concerned.length === 0) throw nobody(event, environment);
    facts.push(...concerned.map((version) => acceptanceOf(event, kind, version, environment)));
  }
  return {
    published: facts.map((fact) => ({
      what: "acceptance",
      title: `${fact.case} with ${versionName(fact)}: ${fact.verdict}`,
      status: "new",
    })),
    facts,
    contents: new Map(),
    versions: [],
  };
}

function acceptanceOf(
  { verdict, message, at, case: { id } }: FinishedCase,
  kind: "scenario" | "guarantee",
  { service, version }: ServiceVersion,
  environment: string | undefined,
): FactOf<"acceptance"> {
  return {
    fact: "acceptance",
    service,
    version,
    ...(environment === undefined ? {} : { environment }),
    kind,
    case: id,
    verdict,
    ...(message === undefined ? {} : { message: message.slice(0, 2_000) }),
    at: new Date(at).toISOString(),
  };
}

function concernedBy(
  { case: { kind, id, subject } }: FinishedCase,
  there: readonly ServiceVersion[],
  { usedBy }: Participants,
): readonly ServiceVersion[] {
  const used = kind === "guarantee" ? [subject] : usedBy(id.replace(/^scenario\//, ""));
  return used === undefined ? there : there.filter(({ service }) => used.includes(service));
}

function nobody({ case: { id } }: FinishedCase, environment: string | undefined): TercetError {
  const where =
    environment === undefined
      ? "its run names no environment"
      : `no such service is recorded as being in ${environment}`;
  return new TercetError(
    "usage",
    `Nobody can tell which versions took part in ${id}, since ${where}: give them with --with SERVICE@VERSION, or record the deployment first.`,
  );
}
