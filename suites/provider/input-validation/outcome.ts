import type { Exchange } from "../../kit/exchange.ts";
import { isUnreadable, NoAnswer } from "../../kit/no-answer.ts";
import type { Input } from "./input.ts";

/** What became of one input. */
export interface Outcome {
  readonly input: Input;
  /** `unknown`: who called was at issue, not what was sent. */
  readonly verdict: "right" | "wrong" | "unknown";
  /** What happened, as the end of a sentence: `answered 201`. */
  readonly happened: string;
  /** Absent where no answer came. */
  readonly exchange?: Exchange;
}

/** These say that the caller, not the input, was refused. */
const aboutCaller = new Set([401, 403, 407, 429]);

/** Judges an answer: 4xx is right, a success only where the input may be taken, a server error never. */
export function judge(input: Input, exchange: Exchange): Outcome {
  const { status } = exchange.response;
  const happened = `answered ${status}`;
  if (aboutCaller.has(status)) return { input, verdict: "unknown", happened, exchange };
  const isRefused = status >= 400 && status < 500;
  const isTaken = input.expected === "survived" && status < 300;
  return { input, verdict: isRefused || isTaken ? "right" : "wrong", happened, exchange };
}

/**
 * Judges that no answer came. A service may close the connection on a body that it does not want to read (RFC 9110
 * §15.5.14); elsewhere it broke down. Throws the error on where the service cannot be reached at all.
 */
export function judgeSilence(input: Input, error: unknown): Outcome {
  if (!(error instanceof NoAnswer) || ["unreachable", "certificate", "throttled"].includes(error.reason)) throw error;
  const isBusy = error.reason === "busy";
  const happened = "closed the connection or gave no readable answer";
  if (error.reason === "closed" && input.way === "oversized") return { input, verdict: "right", happened };
  if (isUnreadable(error)) return { input, verdict: "wrong", happened };
  return { input, verdict: "unknown", happened: isBusy ? "asked to wait" : "gave no answer in time" };
}

/** True where the service refused the input: what it is told then must be a problem, and nothing may have changed. */
export function isRefusal({ verdict, exchange }: Outcome): boolean {
  return verdict === "right" && exchange !== undefined && exchange.response.status >= 400;
}
