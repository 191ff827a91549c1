import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  type CaseResult,
  combineVerdicts,
  createRandom,
  type Finding,
  reasonOf,
  shellWord,
  TercetError,
} from "../../contracts/index.ts";
import type { DatabaseName, StartedDatabase } from "../../docker/index.ts";
import {
  type Fault,
  forEachConcurrently,
  type History,
  type JudgedHistory,
  type Judgement,
  jobRecordOf,
  milestonesOf,
  type Point,
  properties,
  type ReservationTarget,
  unmetNeed,
  type Verification,
  verifyReservation,
  writeHistory,
} from "../../suites/index.ts";
import { auditFinding, jobFindings } from "./job-findings.ts";
import { type JobTrial, planTrials } from "./job-plan.ts";
import { NotHere, openJobStores } from "./job-stores.ts";
import type { Run } from "./run.ts";

/** Runs mostly wait; with more at a time, workers on a small machine would look dead. */
const concurrentTrials = 6;

/**
 * Verifies a target under each fault: one case `job/<target>/<fault>` each, several at a time. The history goes to
 * `<state>/jobs/`. An interruption ends the cases that run as inconclusive, and starts no other. Throws `TercetError`
 * (`usage`) where no fault is done at the point `at`, or that folder cannot be made.
 */
export async function verifyJobs(
  run: Run,
  options: {
    readonly target: ReservationTarget;
    readonly mutant?: string;
    readonly faults: readonly Fault[];
    /** The name of a point; left out: all. */
    readonly at?: string;
    /** One that is started, or one that is given. */
    readonly database: DatabaseName | StartedDatabase;
    /** What `tercet jobs verify` is to be given for the same again, before and after its other options. */
    readonly commandLine?: { readonly head: readonly string[]; readonly tail: readonly string[] };
    /** Folder for what is kept between runs. */
    readonly state: string;
    /** The working directory: files are named as seen from there. */
    readonly directory: string;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { target, mutant, at, signal } = options;
  const name = mutant === undefined ? target.name : `${target.name}+${mutant}`;
  const trials = planTrials(options.faults, milestonesOf(target), at);
  const store = options.database;
  const storeName = typeof store === "string" ? store : store.name;
  const { head, tail } = options.commandLine ?? { head: [target.name, "--database", storeName], tail: [] };
  const folder = join(options.state, "jobs");
  // Before anything is done, not after minutes.
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw new TercetError("usage", `Histories cannot be kept in ${folder}: ${reasonOf(cause)}. Start it elsewhere.`, {
      cause,
    });
  });
  const stores = openJobStores(store, signal);
  let isHopeless = false;
  try {
    await forEachConcurrently(trials, concurrentTrials, async (trial) => {
      if (signal.aborted || isHopeless) return;
      const { fault } = trial;
      const identity = {
        id: `job/${name}/${trial.name}`,
        kind: "job" as const,
        subject: target.name,
        title: `${name} on ${storeName}, ${trial.name}: ${fault.title}`,
      };
      await run.case(identity, async () => {
        try {
          const unmet = await unmetNeed(fault, target, mutant);
          if (unmet !== undefined) return skipped(unmet);
          return await stores.use(fault, (database) => verifyTrial(trial, database));
        } catch (error) {
          if (error instanceof NotHere) return skipped(error.message);
          // A worker that does not start, or has not the form, does no better under the next fault.
          isHopeless ||= error instanceof TercetError;
          throw error;
        }
      });
    });
  } finally {
    await stores.stop();
  }

  async function verifyTrial({ fault, points, name: under }: JobTrial, database: StartedDatabase): Promise<CaseResult> {
    const random = createRandom(run.seed, under);
    const verification = await verifyReservation({
      ...{ target, mutant, fault, points, database, random, signal },
      seed: run.seed,
    });
    const { history, judged, done } = verification;
    // Of a single point, so that a replay leaves the history that it is to explain; no name with a colon on any system.
    const trial = [under, ...(at === undefined ? [] : [at])].join("-").replaceAll(/[/:]/g, "-");
    const file = join(folder, `${name}-${trial}-${run.seed}.ndjson`);
    await writeHistory(file, history);
    const replay = (point = at) => {
      const words = [
        ...["--fault", fault.name, "--seed", String(run.seed)],
        ...(mutant === undefined ? [] : ["--mutant", mutant]),
        ...(point === undefined ? [] : ["--at", point]),
      ];
      return ["tercet", "jobs", "verify", ...head, ...words, ...tail].map(shellWord).join(" ");
    };
    const missed = at !== undefined && done.length === 0;
    const judgedFindings = jobFindings({
      judged,
      under: fault.name,
      // At a single point, not everything comes about that does at all of them.
      expected: at === undefined ? fault.exercises : missed ? properties : [],
      limits: (target.limits ?? []).filter((limit) => limit.faults.includes(fault.name)),
      done,
      replay,
    });
    const { audit } = verification;
    const findings = audit === undefined ? judgedFindings : [...judgedFindings, auditFinding(audit, fault.name)];
    const named = relative(options.directory, file);
    const where = `history of ${history.events.length} events: ${named}`;
    const durationMilliseconds = history.events.at(-1)?.time ?? 0;
    return {
      ...resultOf(findings, judged.judgements),
      steps: [{ title: where, verdict: "pass", durationMilliseconds }, ...steps(points, verification)],
      replay: replay(),
      job: {
        ...jobRecordOf(history, judged),
        history: named,
        points: points.map((point) => placed(point, verification)),
      },
    };
  }
}

/** What came about, and what did not. */
function steps(points: readonly Point[], { done, restarts }: Verification): CaseResult["steps"] {
  const reached = new Set(done.map(({ point }) => point));
  const missed = points.filter((point) => !reached.has(point)).map(({ name }) => name);
  const at = missed.length === 0 ? "" : `, not at ${missed.join(", ")}: no worker announced them`;
  const titles = [
    ...(points.length === 0 ? [] : [`done at ${points.length - missed.length} of ${points.length} points${at}`]),
    ...(restarts === 0 ? [] : [`workers ended by themselves ${restarts} times, and were started again`]),
  ];
  return titles.map((title) => ({ title, verdict: "pass", durationMilliseconds: 0 }));
}

/** A point, and the event at which the fault was brought about there. */
function placed(point: Point, { done }: Verification): { name: string; event?: number } {
  const event = done.find((one) => one.point === point)?.since;
  return { name: point.name, ...(event === undefined ? {} : { event }) };
}

function skipped(reason: string): CaseResult {
  return { verdict: "skipped", message: `${reason}.`, steps: [], findings: [] };
}

/** Tells what a recorded history says, as one case; `file` is how the user named it. */
export async function reportHistory(
  run: Run,
  judged: JudgedHistory,
  file: string,
  /** All its events, where they are few enough to be shown. */
  history: History | undefined,
): Promise<void> {
  const { target, fault } = judged.header;
  const identity = { id: `job/history/${file}`, kind: "job" as const, subject: target, title: `history ${file}` };
  await run.case(identity, async () => {
    const under = fault ?? "history";
    const replay = `tercet jobs check ${file}`;
    const findings = jobFindings({ judged, under, expected: [], limits: [], done: [], replay: () => replay });
    const result = resultOf(findings, judged.judgements);
    // Whoever has a history judged is not to take silence for an answer.
    const nothing = { verdict: "inconclusive", message: "The history puts no property to the test." } as const;
    return {
      ...result,
      ...(result.verdict === "skipped" ? nothing : {}),
      replay,
      ...(history === undefined ? {} : { job: { ...jobRecordOf(history, judged), history: file } }),
    };
  });
}

/** A case of its findings, with the figures of all judgements. */
export function resultOf(findings: Finding[], judgements: readonly Pick<Judgement, "measurements">[]): CaseResult {
  const verdict = combineVerdicts(findings.map((finding) => finding.verdict));
  const worst = findings.find((finding) => finding.verdict === verdict);
  const measurements = Object.assign({}, ...judgements.map((judgement) => judgement.measurements));
  return {
    verdict,
    ...(verdict === "pass" || worst === undefined ? {} : { message: worst.message }),
    steps: [],
    findings,
    measurements,
  };
}
