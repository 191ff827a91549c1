import type { Mismatch, Verdict } from "../../contracts/index.ts";
import type { Exchange } from "../kit/exchange.ts";

/** What became of one interaction. */
export interface InteractionOutcome {
  /** `inconclusive`: it could not be asked; `skipped`: it failed, and it is pending. */
  readonly verdict: Verdict;
  /** One sentence, for every verdict but `pass`. */
  readonly message?: string;
  readonly mismatches: readonly Mismatch[];
  /** What was sent and answered over HTTP, where it came so far. */
  readonly exchange?: Exchange;
  /** Provider states that could not be torn down: judged apart, so that it never hides the verdict. */
  readonly cleanup?: { readonly verdict: Verdict; readonly message: string };
}

/** One interaction in a `ReplayResult`. */
export interface InteractionResult {
  readonly description: string;
  /** V4: the interaction's key. */
  readonly key?: string;
  /** JSON Pointer (RFC 6901) to the interaction in the pact's file. */
  readonly pointer: string;
  readonly providerStates: readonly string[];
  readonly pending: boolean;
  readonly verdict: Verdict;
  readonly message?: string;
  readonly mismatches: readonly Mismatch[];
}

/**
 * What became of a pact: the form in which a verification is published. `tercet pact verify --results FILE` writes a JSON
 * array of these, one for each pact.
 */
export interface ReplayResult {
  /** Identifies what was verified, whatever the file looks like: see `pactDigest`. */
  readonly pactDigest: string;
  readonly consumer: string;
  readonly consumerVersion?: string;
  readonly provider: string;
  readonly providerVersion?: string;
  /** Every interaction of the pact was asked, and none failed but pending ones. */
  readonly success: boolean;
  readonly interactions: readonly InteractionResult[];
}

/** An outcome without anything to be said of it. */
export const passed: InteractionOutcome = { verdict: "pass", mismatches: [] };

/** The outcome of an interaction that could not be asked, or whose answer could not be read. */
export function stopped(verdict: "fail" | "inconclusive", message: string): InteractionOutcome {
  return { verdict, message, mismatches: [] };
}

/** The outcome of a pending interaction: what failed is told, and fails nothing (Pact V4, "pending"). */
export function asPending(outcome: InteractionOutcome): InteractionOutcome {
  if (outcome.verdict === "pass") return outcome;
  return { ...outcome, verdict: "skipped", message: `It is pending, and fails nothing yet: ${outcome.message}` };
}

/** A mismatch as one line, with its place. */
export function placed({ part, path, message }: Mismatch): string {
  return `${path === "" || part === "body" ? path || part : `${part} ${path}`}: ${message}`;
}
