import { stripVTControlCharacters } from "node:util";
import { TercetError, type Verdict } from "../../contracts/index.ts";
import { ContractViolation } from "./contract-violation.ts";
import { isUnreadable } from "./no-answer.ts";

/** Why a scenario, or a step of it, did not pass. */
export interface Failure {
  readonly verdict: Verdict;
  /** One line. */
  readonly message: string;
}

/** The scenario took longer than it may: its service is too slow, which is a failure of the business. */
export class ScenarioTimeout extends Error {
  override readonly name = "ScenarioTimeout";
}

/**
 * Judges what a scenario threw. What the service said or did wrongly, and every failed expectation, is a `fail`; what
 * kept the scenario from asking (no connection, an interruption, its own invalid request) is `inconclusive`.
 */
export function judgeFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return {
    verdict: isSurroundings(error) ? "inconclusive" : "fail",
    message: stripVTControlCharacters(message).replaceAll(/\s+/g, " ").trim(),
  };
}

function isSurroundings(error: unknown): boolean {
  if (error instanceof ContractViolation) return error.side === "request";
  return error instanceof TercetError && !isUnreadable(error);
}
