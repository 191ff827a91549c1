import type { CaseResult, Finding, Step, Verdict } from "../../contracts/index.ts";
import {
  type Cleanup,
  ContractViolation,
  type Exchange,
  type Failure,
  judgeFailure,
  redactExchange,
  type Scenario,
} from "../../suites/index.ts";

/** What is known when a run and its clean-up are over. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly outcome: { readonly error?: unknown; readonly durationMilliseconds: number };
  readonly steps: Step[];
  readonly last: { readonly operation: string; readonly exchange: Exchange } | undefined;
  readonly cleanup: Cleanup;
  readonly replay: string;
}

/** Judges a run; the clean-up apart, so that neither hides the other. */
export function resultOf(run: ScenarioRun): CaseResult {
  const { scenario, outcome, steps, replay } = run;
  const cleanup = judgeCleanup(run.cleanup);
  const track: Finding = {
    guarantee: "leaves-no-track",
    check: "leaves-no-track/read-back",
    operation: scenario.id,
    ...cleanup,
    replay,
  };
  const measurements = { journeyMilliseconds: outcome.durationMilliseconds };
  const judged = { cleanup, steps, measurements, replay };
  if (outcome.error === undefined) {
    return { verdict: "pass", ...judged, findings: [businessFinding(scenario, "pass", `${scenario.title}.`), track] };
  }
  const failure = judgeFailure(outcome.error);
  return { ...failure, ...judged, findings: [failureFinding(run, outcome.error, failure), track] };
}

/** The result of a scenario that was not run: nothing was sent, so there is nothing to clean. */
export function notRun(scenario: Scenario, verdict: "skipped" | "inconclusive", message: string): CaseResult {
  return { verdict, message, steps: [], findings: [businessFinding(scenario, verdict, message)] };
}

function businessFinding(scenario: Scenario, verdict: Verdict, message: string): Finding {
  return { guarantee: "business-state", check: "business-state/scenario", operation: scenario.id, verdict, message };
}

/** The verdict of a clean-up and its sentence. */
export function judgeCleanup({ gone, residue }: Cleanup): NonNullable<CaseResult["cleanup"]> {
  if (residue.length === 0) return { verdict: "pass", message: `${gone} made, ${gone} read back as gone.` };
  const verdict = residue.every(({ reason }) => reason === "unreachable") ? "inconclusive" : "fail";
  return { verdict, message: residue.map(({ message }) => message).join(" ") };
}

function failureFinding(run: ScenarioRun, error: unknown, { verdict, message }: Failure): Finding {
  const isViolation = error instanceof ContractViolation;
  const exchange = isViolation ? error.exchange : run.last?.exchange;
  return {
    ...businessFinding(run.scenario, verdict, `${run.scenario.title}: ${message}`),
    ...(isViolation && error.side === "response"
      ? { guarantee: "output-validation", check: "output-validation/scenario" }
      : {}),
    operation: isViolation ? error.operation : (run.last?.operation ?? run.scenario.id),
    ...(exchange === undefined ? {} : { evidence: redactExchange(exchange) }),
    replay: run.replay,
  };
}
