import type { CaseIdentity, CaseResult, Finding, JobRecord } from "../../contracts/index.ts";
import { explain, jobRecordOf } from "../../suites/index.ts";
import { checkHistory } from "../../suites/reservation/history/check.ts";
import type { History } from "../../suites/reservation/history/event.ts";
import {
  begun,
  check,
  effect,
  fault,
  finish,
  historyOf,
  of,
  type Part,
  reserve,
} from "../../suites/reservation/history/testing/history.ts";

/** A job's case as a run has it. */
export type SampleJobCase = CaseResult & { readonly case: CaseIdentity; readonly job: JobRecord };

/** What becomes of the owner of a sample: its late effect and heartbeat are accepted, or refused. */
export interface SampleHistory {
  readonly fenced?: boolean;
  readonly fault?: string;
  /** Names of the two workers. */
  readonly workers?: readonly [string, string];
  /** So many refused attempts to reserve stand between what happens. */
  readonly polls?: number;
}

/** The first worker is stopped between its check and its effect, the other takes over, then the first goes on. */
export function sampleHistory(options: SampleHistory = {}): History {
  const { fenced = false, polls = 4, workers: [one, other] = ["w1", "w2"] } = options;
  const late = fenced ? ({ type: "fail" } as const) : {};
  const slot = "2026-01-01T00:00:00.000Z";
  const poll = (index: number): Part => ({
    operation: "reserve",
    type: "fail",
    worker: other,
    time: 350 + (850 * index) / polls,
  });
  return historyOf(
    [
      begun({ operation: "reserve", worker: one, time: 90 }),
      reserve(one, "1", 4, { slot, time: 100 }),
      of("heartbeat", one, "1", { time: 180 }),
      begun(of("milestone", one, "1", { milestone: "send", time: 200 })),
      check(one, "1", { time: 340 }),
      fault(one, "stopped", 341),
      ...Array.from({ length: polls }, (_, index) => poll(index)),
      { operation: "clean", worker: other, token: 4, time: 1250 },
      begun({ operation: "reserve", worker: other, time: 1260 }),
      reserve(other, "1", 5, { slot, time: 1270 }),
      check(other, "1", { time: 1300 }),
      effect(other, "1", { token: 5, slot, time: 1310 }),
      of("milestone", other, "1", { milestone: "send", time: 1312 }),
      fault(one, "resumed", 1320),
      effect(one, "1", { token: 4, slot, time: 1330, ...late }),
      begun(of("heartbeat", one, "1", { time: 1340 })),
      of("heartbeat", one, "1", { time: 1350, ...late }),
      finish(other, "1", { slot, time: 1400 }),
    ],
    { target: "sql", database: "postgres 18", fault: options.fault ?? "stop-and-resume", seed: 1807 },
  );
}

/** The case that a verification makes of a history. */
export function sampleJobCase(options: SampleHistory & { readonly id?: string } = {}): SampleJobCase {
  const history = sampleHistory(options);
  const judged = checkHistory(history);
  const under = history.header.fault as string;
  const findings = judged.judgements.map(({ property, verdict, exercised, violations: [first] }): Finding => {
    const said = { held: "pass", violated: "fail", "not-exercised": "skipped" } as const;
    return {
      guarantee: "single-effective-runner",
      check: `single-effective-runner/${under}`,
      operation: property,
      verdict: said[verdict],
      message: first === undefined ? `It held ${exercised} times.` : `But ${first.summary}.`,
      ...(first === undefined ? {} : { evidence: { story: [...explain(judged.excerpt, first)] } }),
    };
  });
  const failed = findings.find(({ verdict }) => verdict === "fail");
  return {
    case: {
      id: options.id ?? `job/sql/${under}`,
      kind: "job",
      subject: "sql",
      title: `sql on postgres: ${under}`,
    },
    verdict: failed === undefined ? "pass" : "fail",
    ...(failed === undefined ? {} : { message: failed.message }),
    steps: [],
    findings,
    replay: `tercet jobs verify sql --fault ${under} --seed 1807`,
    job: { ...jobRecordOf(history, judged), history: `.tercet/jobs/sql-${under}-1807.ndjson` },
  };
}
