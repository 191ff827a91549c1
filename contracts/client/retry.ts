import { setTimeout as sleep } from "node:timers/promises";
import { TercetError } from "../errors.ts";
import type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

/** How repeating is bounded. Clock and sleep come in, so that tests need not wait. */
export interface RetryOptions {
  /** From the first sending on; no repetition is sent after it. */
  readonly deadlineMilliseconds: number;
  /** First pause where the service names none; it doubles each time. */
  readonly firstPauseMilliseconds?: number;
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Repeats what may be repeated (RFC 9110, section 9.2.2: GET, HEAD, PUT, DELETE; POST with its idempotency key) when the
 * service is too busy (429), unavailable (503) or cannot be reached. `Retry-After` is kept; a pause that would end after
 * the deadline is not begun: then the last answer, or the last failure, is the result.
 */
export function retrying(transport: Transport, options: RetryOptions): Transport {
  const { now = () => performance.now(), firstPauseMilliseconds = 50 } = options;
  const pause = options.sleep ?? ((milliseconds: number) => sleep(milliseconds));
  return async (request) => {
    const endsAt = now() + options.deadlineMilliseconds;
    for (let attempt = 0; ; attempt++) {
      const outcome = await send(transport, request);
      const last = "answer" in outcome ? outcome.answer : undefined;
      const wait = (last?.retryAfterSeconds ?? 0) * 1000 || firstPauseMilliseconds * 2 ** attempt;
      const again = isRepeatable(request) && (last === undefined || last.status === 429 || last.status === 503);
      if (!again || now() + wait > endsAt) {
        if ("failure" in outcome) throw outcome.failure;
        return outcome.answer;
      }
      await pause(wait);
    }
  };
}

function isRepeatable(request: ClientRequest): boolean {
  return ["get", "head", "put", "delete"].includes(request.method) || request.idempotency !== undefined;
}

/** Only "no answer came" is worth repeating; every other throw is a defect or a broken contract and goes on. */
async function send(
  transport: Transport,
  request: ClientRequest,
): Promise<{ answer: ClientAnswer } | { failure: TercetError }> {
  try {
    return { answer: await transport(request) };
  } catch (failure) {
    if (failure instanceof TercetError && failure.code === "surroundings") return { failure };
    throw failure;
  }
}
