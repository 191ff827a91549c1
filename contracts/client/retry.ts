import { TercetError } from "../errors.ts";
import { sendWithin } from "./deadline.ts";
import { pauseFor } from "./pause.ts";
import { outputRate } from "./throttle.ts";
import type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

/** How repeating is bounded. Clock, sleep and chance come in, so that tests need not wait. */
export interface RetryOptions {
  /** For a call with all its repetitions and pauses, where the caller gives no shorter one. */
  readonly deadlineMilliseconds: number;
  /** For each sending alone; the next one may reach another instance. Default: what is left of the deadline. */
  readonly attemptMilliseconds?: number;
  /** How often a request is sent at most. Default: 10. */
  readonly maximumAttempts?: number;
  /** The longest first pause where the service names none; it doubles each time. Default: 50. */
  readonly firstPauseMilliseconds?: number;
  /** No pause of our own is longer. Default: 5000. */
  readonly maximumPauseMilliseconds?: number;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random?: () => number;
}

/** Methods whose repetition has the effect of one request (RFC 9110, section 9.2.2). */
const idempotentMethods = new Set(["get", "head", "options", "trace", "put", "delete"]);
/** Too busy or out of reach for a while: itself, or what stands before it (RFC 9110, section 15; RFC 6585, section 4). */
const passingStatuses = new Set([408, 429, 502, 503, 504]);

/**
 * Repeats what may be repeated: idempotent methods, and others with their idempotency key, which stays the same. It does so
 * when the service is too busy, out of reach, or gives no answer. `Retry-After` is kept; other pauses are drawn between
 * nothing and a bound that doubles (full jitter), so that clients which failed together do not come back together. A pause
 * that would end after the deadline is not begun: then the last answer, or the last failure, is the result.
 */
export function retrying(transport: Transport, options: RetryOptions): Transport {
  const { now = () => performance.now(), sleep = pauseFor, random = Math.random, maximumAttempts = 10 } = options;
  const { firstPauseMilliseconds = 50, maximumPauseMilliseconds = 5000 } = options;
  return async (request) => {
    const deadline = Math.min(options.deadlineMilliseconds, request.deadlineMilliseconds ?? Number.POSITIVE_INFINITY);
    const endsAt = now() + deadline;
    for (let attempt = 1; ; attempt++) {
      const left = endsAt - now();
      const bounded = { ...request, deadlineMilliseconds: Math.min(left, options.attemptMilliseconds ?? left) };
      const outcome = await send(transport, bounded);
      const answer = "answer" in outcome ? outcome.answer : undefined;
      const drawn = random() * Math.min(maximumPauseMilliseconds, firstPauseMilliseconds * 2 ** (attempt - 1));
      const wait = Math.max(drawn, (answer?.retryAfterSeconds ?? 0) * 1000);
      const again = attempt < maximumAttempts && isRepeatable(request) && isPassing(request, answer);
      if (!again || now() + wait >= endsAt) {
        if ("failure" in outcome) throw outcome.failure;
        return outcome.answer;
      }
      await sleep(wait, request.signal);
    }
  };
}

function isRepeatable(request: ClientRequest): boolean {
  return idempotentMethods.has(request.method) || request.idempotency !== undefined;
}

function isPassing({ idempotency }: ClientRequest, answer: ClientAnswer | undefined): boolean {
  if (answer === undefined || passingStatuses.has(answer.status)) return true;
  // The first request is still being worked on (draft-ietf-httpapi-idempotency-key-header, section 2.6).
  return answer.status === 409 && idempotency !== undefined && answer.retryAfterSeconds !== undefined;
}

/** Only "no answer came" is worth repeating; every other throw is a defect, a broken contract or the caller's wish. */
async function send(
  transport: Transport,
  request: ClientRequest,
): Promise<{ answer: ClientAnswer } | { failure: TercetError }> {
  try {
    return { answer: await sendWithin(transport, request) };
  } catch (failure) {
    const isMissing = failure instanceof TercetError && failure.code === "surroundings";
    if (isMissing && failure.place.rule !== outputRate && !request.signal?.aborted) return { failure };
    throw failure;
  }
}
