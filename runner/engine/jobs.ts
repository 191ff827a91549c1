import { join, relative } from "node:path";
import { type CaseResult, combineVerdicts, createRandom, type Finding } from "../../contracts/index.ts";
import type { StartedDatabase } from "../../docker/index.ts";
import {
  type Fault,
  type JudgedHistory,
  type Judgement,
  type ReservationTarget,
  verifyReservation,
  writeHistory,
} from "../../suites/index.ts";
import { jobFindings } from "./job-findings.ts";
import type { Run } from "./run.ts";

/**
 * Verifies a target under each fault: one case `job/<target>/<fault>` each. The history goes to
 * `<state>/jobs/`. An interruption ends the case that runs as inconclusive, and starts no other.
 */
export async function verifyJobs(
  run: Run,
  options: {
    readonly target: ReservationTarget;
    readonly mutant?: string;
    readonly faults: readonly Fault[];
    readonly database: StartedDatabase;
    /** Folder for what is kept between runs. */
    readonly state: string;
    /** The working directory: files are named as seen from there. */
    readonly directory: string;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { target, mutant, database, signal } = options;
  const name = mutant === undefined ? target.name : `${target.name}+${mutant}`;
  for (const fault of options.faults) {
    if (signal.aborted) return;
    const identity = {
      id: `job/${name}/${fault.name}`,
      kind: "job" as const,
      subject: target.name,
      title: `${name} on ${database.name} ${database.version} (${database.how}): ${fault.title}`,
    };
    await run.case(identity, async () => {
      const { history, judged } = await verifyReservation({
        target,
        mutant,
        fault,
        database,
        seed: run.seed,
        random: createRandom(run.seed, fault.name),
        signal,
      });
      const file = join(options.state, "jobs", `${name}-${fault.name}-${run.seed}.ndjson`);
      await writeHistory(file, history);
      const replay = [
        `tercet jobs verify ${target.name} --database ${database.name} --fault ${fault.name} --seed ${run.seed}`,
        ...(mutant === undefined ? [] : [`--mutant ${mutant}`]),
      ].join(" ");
      const findings = jobFindings({ judged, under: fault.name, expected: fault.exercises, replay });
      const where = `history of ${history.events.length} events: ${relative(options.directory, file)}`;
      const durationMilliseconds = history.events.at(-1)?.time ?? 0;
      return {
        ...resultOf(findings, judged.judgements),
        steps: [{ title: where, verdict: "pass", durationMilliseconds }],
        replay,
      };
    });
  }
}

/** Tells what a recorded history says, as one case; `file` is how the user named it. */
export async function reportHistory(run: Run, judged: JudgedHistory, file: string): Promise<void> {
  const { target, fault } = judged.header;
  const identity = { id: `job/history/${file}`, kind: "job" as const, subject: target, title: `history ${file}` };
  await run.case(identity, async () => {
    const under = fault ?? "history";
    const replay = `tercet jobs check ${file}`;
    return { ...resultOf(jobFindings({ judged, under, expected: [], replay }), judged.judgements), replay };
  });
}

function resultOf(findings: Finding[], judgements: readonly Judgement[]): CaseResult {
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
