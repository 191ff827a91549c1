import { TercetError } from "../../contracts/index.ts";

/** A signal that is aborted after a time; its timer holds the process until `cancel`. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  cancel(): void;
}

/** The longest that a timer of Node waits, in seconds: 2^31 - 1 milliseconds. */
const maxTimerSeconds = 2_147_483;

/** Aborts its signal after so many seconds, with a `TercetError` (`surroundings`) that says so in `message`. */
export function startTimeLimit(seconds: number, message: string): TimeLimit {
  const over = new AbortController();
  const abort = () => over.abort(new TercetError("surroundings", message));
  const timer = setTimeout(abort, Math.min(seconds, maxTimerSeconds) * 1000);
  return { signal: over.signal, cancel: () => clearTimeout(timer) };
}

/** Why a signal was aborted, as an error for a person: a time limit's own, or that the run was interrupted. */
export function interruptionOf({ reason }: AbortSignal): TercetError {
  return reason instanceof TercetError ? reason : new TercetError("surroundings", "The run was interrupted.");
}
