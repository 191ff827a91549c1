import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { interruptionOf } from "../../kit/time-limit.ts";
import { type Limit, mostAccepted, usuallyAccepted } from "./limit.ts";
import { freshRequest, type Subject } from "./subject.ts";

/** As many requests of a burst are under way at once; the session's own limit may be lower. */
const concurrency = 16;
/** A burst that has not reached the rate within so many windows will not reach it. */
export const maxWindows = 3;

/** Makes the next request of a burst. */
export type NextRequest = () => Promise<HttpRequest>;

/** What a burst showed: requests as fast as they are answered, until one is refused for its rate or it is clear that none is. */
export interface Burst {
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The answers that were no 429, in the order in which they came. */
  readonly accepted: readonly Exchange[];
  /** The last 429. */
  readonly refusal: Exchange | undefined;
}

/** Requests from a rested state on until the limit is reached. */
export interface Trial extends Burst {
  /** As many of its requests must be let through: what the limit allows, but for what was sent before. */
  readonly granted: number;
}

/** Sends until a request is refused for its rate, or `isEnough` of what was let through. */
export async function sendBurst(
  context: CheckContext,
  operation: Operation,
  next: NextRequest,
  isEnough: (accepted: number) => boolean,
): Promise<Burst> {
  const accepted: Exchange[] = [];
  let refusal: Exchange | undefined;
  const startedAt = performance.now();
  let endedAt = startedAt;
  async function sendOne(): Promise<void> {
    const exchange = await context.sendAtOnce(await next(), operation);
    endedAt = performance.now();
    if (exchange.response.status === 429) refusal = exchange;
    else accepted.push(exchange);
  }
  async function sendOneAfterAnother(): Promise<void> {
    while (refusal === undefined && !isEnough(accepted.length)) await sendOne();
  }
  // Where the limit is used up already, one request shows it.
  await sendOne();
  await Promise.all(Array.from({ length: concurrency }, sendOneAfterAnother));
  return { startedAt, endedAt, accepted, refusal };
}

/** Sends from now on until the limit is reached, is known to be exceeded, or cannot be reached. */
export async function exhaust(subject: Subject): Promise<Trial> {
  const { context, operation, limit } = subject;
  const granted = Math.max(0, limit.requests - context.recentRequests(operation));
  const request = await freshRequest(subject);
  const startedAt = performance.now();
  const burst = await sendBurst(
    context,
    operation,
    async () => request,
    (accepted) => {
      const seconds = (performance.now() - startedAt) / 1000;
      return accepted > mostAccepted(limit, seconds) || seconds > maxWindows * limit.windowSeconds;
    },
  );
  return { ...burst, granted };
}

/** What a trial says of the limit, by itself. */
export type Reading = "held" | "exceeded" | "doubtful" | "not reached";

/**
 * `doubtful`: either a new window of the service began during the trial, or it lets through more than it may; a trial half a
 * window later tells.
 */
export function readTrial({ accepted, refusal, ...burst }: Trial, limit: Limit): Reading {
  const seconds = secondsOf(burst);
  if (accepted.length > mostAccepted(limit, seconds)) return "exceeded";
  if (refusal === undefined) return "not reached";
  return accepted.length > usuallyAccepted(limit, seconds) ? "doubtful" : "held";
}

/** How long a burst took, in seconds. */
export function secondsOf({ startedAt, endedAt }: Pick<Burst, "startedAt" | "endedAt">): number {
  return (endedAt - startedAt) / 1000;
}

/**
 * Waits until the service has forgotten what it was sent (two windows: some weigh the one before), and until half a window
 * from when another trial began, wherever the service's own windows begin.
 */
export async function restUntilOpposite({ context, limit }: Subject, trial: Burst): Promise<void> {
  const window = limit.windowSeconds * 1000;
  const rested = Math.max(performance.now(), trial.endedAt) + 2 * window;
  const windows = Math.floor((rested - trial.startedAt) / window + 0.5) + 0.5;
  await pause(context, trial.startedAt + windows * window - performance.now());
}

/** Waits so many milliseconds, or throws why the run ended. */
export async function pause({ signal }: Pick<CheckContext, "signal">, milliseconds: number): Promise<void> {
  await sleep(Math.max(0, milliseconds), undefined, { signal }).catch(() => {
    throw interruptionOf(signal);
  });
}
