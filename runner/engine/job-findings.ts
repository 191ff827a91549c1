import type { Finding, Guarantee, Verdict } from "../../contracts/index.ts";
import { explain, type History, type Judgement, type Property } from "../../suites/index.ts";

/** What the harness says of a job's history: one finding for each property. */
export function jobFindings(options: {
  readonly history: History;
  readonly judgements: readonly Judgement[];
  /** Names the conditions in the check's name: the fault, or `history`. */
  readonly under: string;
  /** The properties that had to be put to the test; one that was not makes the run inconclusive. */
  readonly expected: readonly Property[];
  readonly replay: string;
}): Finding[] {
  return options.judgements.map((judgement) => {
    const { property } = judgement;
    const guarantee = guaranteeOf[property];
    const [violation] = judgement.violations;
    const verdict = verdictOf(judgement, options.expected);
    return {
      guarantee,
      check: `${guarantee}/${options.under}`,
      operation: property,
      verdict,
      message: `${statements[property]}: ${outcome(judgement, verdict)}.`,
      ...(violation === undefined ? {} : { evidence: { story: [...explain(options.history, violation)] } }),
      ...(verdict === "pass" || verdict === "skipped" ? {} : { replay: options.replay }),
    };
  });
}

const guaranteeOf: Readonly<Record<Property, Guarantee>> = {
  "single-effective-runner": "single-effective-runner",
  progress: "job-failures-handled",
};

const statements: Readonly<Record<Property, string>> = {
  "single-effective-runner": "No effect of an earlier reservation is accepted after one of a later",
  progress: "When the owner of a run dies or is stopped, another worker reserves the job within the bound",
};

function verdictOf({ property, verdict }: Judgement, expected: readonly Property[]): Verdict {
  if (verdict === "held") return "pass";
  if (verdict === "violated") return "fail";
  return expected.includes(property) ? "inconclusive" : "skipped";
}

function outcome(judgement: Judgement, verdict: Verdict): string {
  const { exercised, violations } = judgement;
  if (verdict === "fail") return `but ${violations[0]?.summary} (${times(violations.length)} in ${exercised} tests)`;
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
