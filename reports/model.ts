import {
  type CaseIdentity,
  type CaseResult,
  type Counts,
  type Coverage,
  combineVerdicts,
  type Event,
  TercetError,
  type Verdict,
} from "../contracts/index.ts";

/** One run as the event log tells it. */
export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly environment?: string;
  readonly seed: number;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly durationMilliseconds: number;
  /** `inconclusive` where the log ends before the run did. */
  readonly verdict: Verdict;
  /** Of each service that was verified. */
  readonly coverage: readonly Coverage[];
}

/** A case and how it ended. */
export interface CaseRecord extends CaseResult {
  readonly case: CaseIdentity;
  readonly durationMilliseconds: number;
  /** Its verdict and its clean-up's together: what the run counts. */
  readonly overall: Verdict;
}

/** All that an event log tells, as reports need it; several runs may stand in it. */
export interface Report {
  readonly runs: readonly RunFacts[];
  readonly cases: readonly CaseRecord[];
  readonly verdict: Verdict;
  /** Of the cases, by overall verdict. */
  readonly counts: Counts;
}

/** Gathers events into a report, which may be asked for at any time: what is still open is then inconclusive. */
export interface Collector {
  add(event: Event): void;
  report(): Report;
}

/** Starts with an empty report. */
export function createCollector(): Collector {
  const finished: { readonly facts: RunFacts; readonly cases: readonly CaseRecord[] }[] = [];
  let open: OpenRun | undefined;
  const closeOpen = () => {
    if (open !== undefined) finished.push(unfinished(open));
    open = undefined;
  };
  return {
    add(event) {
      if (event.type === "run-started") {
        closeOpen();
        open = { started: event, cases: [], running: new Map(), lastAt: event.at };
        return;
      }
      if (open === undefined) {
        throw new TercetError("contract", `The event log has a ${event.type} before any run-started: it is damaged.`);
      }
      open.lastAt = event.at;
      if (event.type === "case-started") open.running.set(key(event.case), event.case);
      if (event.type === "case-finished") {
        open.running.delete(key(event.case));
        open.cases.push(toRecord(event));
      }
      if (event.type === "run-finished") {
        finished.push({ facts: factsOf(open, event), cases: open.cases });
        open = undefined;
      }
    },
    report() {
      const all = open === undefined ? finished : [...finished, unfinished(open)];
      const cases = all.flatMap((run) => run.cases);
      const verdict = combineVerdicts([...cases.map((one) => one.overall), ...all.map((run) => run.facts.verdict)]);
      return {
        runs: all.map((run) => run.facts),
        cases,
        verdict,
        counts: countVerdicts(cases.map((one) => one.overall)),
      };
    },
  };
}

/** How many there are of each verdict. */
export function countVerdicts(verdicts: Iterable<Verdict>): Counts {
  const counts: Counts = { pass: 0, fail: 0, inconclusive: 0, skipped: 0 };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

/** A case's own verdict and its clean-up's together. */
export function overallVerdict(result: Pick<CaseResult, "verdict" | "cleanup">): Verdict {
  return combineVerdicts([result.verdict, result.cleanup?.verdict ?? "skipped"]);
}

interface OpenRun {
  readonly started: Extract<Event, { type: "run-started" }>;
  readonly cases: CaseRecord[];
  readonly running: Map<string, CaseIdentity>;
  lastAt: string;
}

const key = (identity: CaseIdentity) => `${identity.id} ${identity.location ?? ""}`;

function toRecord(event: Extract<Event, { type: "case-finished" }>): CaseRecord {
  const { type: _type, at: _at, ...result } = event;
  return { ...result, overall: overallVerdict(event) };
}

function factsOf(
  run: OpenRun,
  end: Pick<RunFacts, "verdict" | "durationMilliseconds"> & { coverage?: Coverage[] | undefined },
): RunFacts {
  const { tool, command, environment, seed, at } = run.started;
  return {
    tool,
    command,
    ...(environment === undefined ? {} : { environment }),
    seed,
    startedAt: at,
    durationMilliseconds: end.durationMilliseconds,
    verdict: end.verdict,
    coverage: end.coverage ?? [],
  };
}

/** A run that was killed: neither it nor the cases that were running may look as if all was well. */
function unfinished(run: OpenRun): { facts: RunFacts; cases: CaseRecord[] } {
  const interrupted = [...run.running.values()].map(
    (identity): CaseRecord => ({
      case: identity,
      verdict: "inconclusive",
      overall: "inconclusive",
      message: "The run ended before this case did.",
      steps: [],
      findings: [],
      durationMilliseconds: 0,
    }),
  );
  const durationMilliseconds = Date.parse(run.lastAt) - Date.parse(run.started.at);
  return {
    facts: factsOf(run, { verdict: "inconclusive", durationMilliseconds }),
    cases: [...run.cases, ...interrupted],
  };
}
