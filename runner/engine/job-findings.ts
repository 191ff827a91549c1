import type { Finding, Guarantee, Verdict } from "../../contracts/index.ts";
import {
  type Disturbed,
  explain,
  type JudgedHistory,
  type Judgement,
  type Limit,
  type Property,
  type Verification,
  type Violation,
} from "../../suites/index.ts";

/** What the harness says of a job's history: one finding for each property. */
export function jobFindings(options: {
  readonly judged: JudgedHistory;
  /** Names the conditions in the check's name: the fault, or `history`. */
  readonly under: string;
  /** The properties that had to be put to the test; one that was not makes the run inconclusive. */
  readonly expected: readonly Property[];
  /** What the target does not promise under this fault. */
  readonly limits: readonly Limit[];
  /** Where the fault was brought about. */
  readonly done: readonly Disturbed[];
  /** The line that runs it again, at the point of that name or at all. */
  replay(at?: string): string;
}): Finding[] {
  return options.judged.judgements.map((judgement) => {
    const { property } = judgement;
    const guarantee = guaranteeOf[property];
    const [violation] = judgement.violations;
    const limit = options.limits.find(({ properties }) => properties.includes(property));
    const verdict = verdictOf(judgement, options.expected, limit);
    const at = violation === undefined ? undefined : placeOf(violation, options.done);
    return {
      guarantee,
      check: `${guarantee}/${options.under}`,
      operation: property,
      verdict,
      message: `${statements[property]}: ${outcome(judgement, verdict, limit)}.`,
      ...(violation === undefined ? {} : { evidence: { story: [...explain(options.judged.excerpt, violation)] } }),
      ...(verdict === "pass" || verdict === "skipped" ? {} : { replay: options.replay(at) }),
    };
  });
}

/** What a store's own record says, as one finding. */
export function auditFinding(audit: NonNullable<Verification["audit"]>, under: string): Finding {
  const guarantee = "single-effective-runner";
  const say = (verdict: Verdict, what: string): Finding => ({
    guarantee,
    check: `${guarantee}/${under}`,
    operation: "audit",
    verdict,
    message: `What the database wrote down of the job by itself is what workers announced: ${what}.`,
  });
  if ("unread" in audit) return say("inconclusive", `it could not be read (${audit.unread})`);
  const [first, ...others] = audit.discrepancies;
  if (first === undefined && audit.transitions === 0) return say("inconclusive", "it wrote nothing down");
  if (first === undefined) return say("pass", `it held for ${audit.transitions} transitions`);
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return say("fail", `but ${first.summary}${more} (${audit.transitions} transitions)`);
}

/** The last point at which something was done before the violation was complete. */
function placeOf({ events }: Violation, done: readonly Disturbed[]): string | undefined {
  const end = Math.max(...events);
  return done.findLast(({ since }) => since <= end)?.point.name;
}

const guaranteeOf: Readonly<Record<Property, Guarantee>> = {
  "single-effective-runner": "single-effective-runner",
  "token-monotone": "single-effective-runner",
  "milestone-owned": "single-effective-runner",
  "no-zombie-write": "single-effective-runner",
  "cleaner-accuracy": "job-failures-handled",
  "clock-tolerance": "single-effective-runner",
  "at-most-once": "single-effective-runner",
  progress: "job-failures-handled",
  "no-lost-run": "job-failures-handled",
  idempotent: "job-failures-handled",
};

const statements: Readonly<Record<Property, string>> = {
  "single-effective-runner": "No effect of an earlier reservation is accepted after one of a later",
  "token-monotone": "Each reservation has a larger token than those before it",
  "milestone-owned": "Nobody acts without a check that it still owns the run, and no check errs",
  "no-zombie-write": "Who lost a run writes nothing to it any more",
  "cleaner-accuracy": "No run is taken from a worker that gave a sign of life within the time to live",
  "clock-tolerance": "A worker's wrong clock changes nothing",
  "at-most-once": "A milestone of a slot has its effect at most once",
  progress: "When the owner of a run dies or is stopped, another worker reserves the job within the bound",
  "no-lost-run": "Whatever fell due ends finished or explicitly failed",
  idempotent: "A slot that is run again after a failure ends with the same effects as one that was run once",
};

function verdictOf({ property, verdict }: Judgement, expected: readonly Property[], limit: Limit | undefined): Verdict {
  if (verdict === "held") return "pass";
  // What is not promised is no failure, and nothing that passes.
  if (verdict === "violated") return limit === undefined ? "fail" : "skipped";
  return expected.includes(property) ? "inconclusive" : "skipped";
}

function outcome(judgement: Judgement, verdict: Verdict, limit: Limit | undefined): string {
  const { exercised, violated, violations } = judgement;
  const broken = `${violations[0]?.summary} (${times(violated)} in ${exercised} tests)`;
  if (verdict === "fail") return `but ${broken}`;
  if (violated > 0) return `not promised here, since ${limit?.because}; and indeed, ${broken}`;
  if (verdict === "inconclusive") return "it was not put to the test, since the fault did not come about";
  if (verdict === "skipped") return "what happened here does not put it to the test";
  return `it held ${times(exercised)}${details(judgement)}`;
}

function details({ property, measurements }: Judgement): string {
  if (property === "progress") {
    const { longestTakeoverMilliseconds = 0, takeoverBoundMilliseconds = 0 } = measurements;
    return `, at the latest after ${seconds(longestTakeoverMilliseconds)} of ${seconds(takeoverBoundMilliseconds)}`;
  }
  const { refusedEffects = 0, overlappingHandlers = 0 } = measurements;
  const refused = refusedEffects === 0 ? "" : `, and ${refusedEffects} late effects were refused`;
  if (overlappingHandlers === 0) return refused;
  return `${refused}; warning: handlers overlapped ${times(overlappingHandlers)}, which after a pause nobody can prevent`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
