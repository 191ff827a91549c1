import { join } from "node:path";
import { type Event, reasonOf, TercetError } from "../../contracts/index.ts";
import type { DatabaseName } from "../../docker/index.ts";
import { type Fault, type Property, properties, type ReservationTarget } from "../../suites/index.ts";
import { verifyJobs } from "./jobs.ts";
import { startRun } from "./run.ts";

/** What was seen of one property, in all runs together. */
export interface ComparedProperty {
  readonly property: Property;
  /** How many times it could have broken. */
  readonly exercised: number;
  readonly violated: number;
  /** In how many of the runs it was violated: the same seed was used in each. */
  readonly violatedRuns: number;
  /** The first violation, one sentence an event; empty where there was none. */
  readonly story: readonly string[];
}

/** A target under a fault. */
export interface ComparedFault {
  readonly target: string;
  readonly fault: string;
  /** Runs that came to an end. */
  readonly runs: number;
  /** None where nothing was run. */
  readonly properties: readonly ComparedProperty[];
  /** Why it was not run, as far as it was not. */
  readonly skipped?: string;
  /** Why a run came to no end. */
  readonly inconclusive?: string;
  /** One shell line that shows it again. */
  readonly replay: string;
}

/** A target as it was compared. */
export interface ComparedTarget {
  readonly name: string;
  readonly description: string;
  readonly version?: string;
  readonly database: string;
  readonly promise?: { readonly text: string; readonly source: string };
}

/** What `tercet jobs compare` finds: every target under every fault, in their order. */
export interface JobComparison {
  readonly seed: number;
  readonly targets: readonly ComparedTarget[];
  readonly faults: readonly Pick<Fault, "name" | "title">[];
  readonly results: readonly ComparedFault[];
}

/**
 * Verifies targets under the same faults with the same seed, and sets what was found side by side; `told` hears of each
 * run under a fault as it ends, and of targets that cannot be started. Histories go to `<state>/compare/jobs/`.
 */
export async function compareJobs(options: {
  readonly targets: readonly ReservationTarget[];
  readonly faults: readonly Fault[];
  readonly seed: number;
  /** How often each fault is run. */
  readonly runs: number;
  readonly version: string;
  /** Folder for what is kept between runs. */
  readonly state: string;
  /** The working directory: files are named as seen from there. */
  readonly directory: string;
  readonly signal: AbortSignal;
  told(result: ComparedFault): void;
}): Promise<JobComparison> {
  const { targets, faults, seed, signal, told } = options;
  const [compared, results]: [ComparedTarget[], ComparedFault[]] = [[], []];
  for (const target of targets) {
    const database = target.databases[0];
    if (database === undefined || signal.aborted) break;
    const { name, description, version, promise } = target;
    compared.push({
      ...{ name, description, database },
      ...(version === undefined ? {} : { version }),
      ...(promise === undefined ? {} : { promise }),
    });
    const missing = await reasonNotToStart(target);
    const seen: EndedCase[] = [];
    let broken: string | undefined;
    for (let run = 1; run <= options.runs && missing === undefined && !signal.aborted; run++) {
      const ended = (one: CaseFinished) => {
        seen.push({ ...one, run });
        told(comparedFault(target, one.case.id.split("/").slice(2).join("/"), [{ ...one, run }]));
      };
      // What was seen of others, and of this one so far, is not lost because its store would not stop.
      await verifyOnce(target, database, ended).catch((error) => {
        broken = reasonOf(error);
      });
    }
    for (const { name: fault } of faults) {
      const cases = seen.filter((one) => one.case.id.split("/")[2] === fault);
      const result = comparedFault(target, fault, cases, missing);
      results.push(broken === undefined ? result : { ...result, inconclusive: broken });
    }
    if (missing !== undefined) told(comparedFault(target, "every fault", [], missing));
  }
  return { seed, targets: compared, faults: faults.map(({ name, title }) => ({ name, title })), results };

  async function verifyOnce(
    target: ReservationTarget,
    database: DatabaseName,
    ended: (one: CaseFinished) => void,
  ): Promise<void> {
    const sink = (event: Event) => {
      if (event.type === "case-finished") ended(event);
    };
    const run = startRun({ command: "jobs compare", version: options.version, seed, sink });
    const state = join(options.state, "compare");
    await verifyJobs(run, { target, faults, database, state, directory: options.directory, signal });
  }

  function comparedFault(
    { name, databases: [database] }: ReservationTarget,
    fault: string,
    cases: readonly EndedCase[],
    missing?: string,
  ): ComparedFault {
    const replay = `tercet jobs verify ${name} --database ${database} --fault ${fault} --seed ${seed}`;
    return { target: name, fault, ...resultOf(cases, missing), replay };
  }
}

type CaseFinished = Extract<Event, { type: "case-finished" }>;

/** A case, and in which of the runs it was. */
type EndedCase = CaseFinished & { readonly run: number };

async function reasonNotToStart(target: ReservationTarget): Promise<string | undefined> {
  try {
    await target.prepare?.();
    return undefined;
  } catch (error) {
    if (error instanceof TercetError) return reasonOf(error);
    throw error;
  }
}

function resultOf(
  cases: readonly EndedCase[],
  missing: string | undefined,
): Pick<ComparedFault, "runs" | "properties" | "skipped" | "inconclusive"> {
  const judged = cases.filter(({ job }) => job !== undefined);
  const skipped = missing ?? cases.find(({ verdict }) => verdict === "skipped")?.message;
  const broken = cases.find(({ verdict, job }) => verdict === "inconclusive" && job === undefined)?.message;
  const inconclusive = missing === undefined && cases.length === 0 ? "it was interrupted" : broken;
  return {
    runs: new Set(judged.map(({ run }) => run)).size,
    properties: judged.length === 0 ? [] : properties.map((property) => propertyOf(property, judged)),
    ...(skipped === undefined ? {} : { skipped }),
    ...(inconclusive === undefined ? {} : { inconclusive }),
  };
}

function propertyOf(property: Property, cases: readonly EndedCase[]): ComparedProperty {
  const judgements = cases.flatMap(({ run, job }) =>
    (job?.judgements ?? []).filter((one) => one.property === property).map((one) => ({ ...one, run })),
  );
  const findings = cases.flatMap((one) => one.findings).filter(({ operation }) => operation === property);
  return {
    property,
    exercised: judgements.reduce((sum, one) => sum + one.exercised, 0),
    violated: judgements.reduce((sum, one) => sum + one.violated, 0),
    violatedRuns: new Set(judgements.filter(({ violated }) => violated > 0).map(({ run }) => run)).size,
    story: findings.find(({ evidence }) => evidence?.story !== undefined)?.evidence?.story ?? [],
  };
}
