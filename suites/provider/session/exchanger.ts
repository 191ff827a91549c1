import { setTimeout as sleep } from "node:timers/promises";
import { type Guarantee, type Operation, responseKey, retryAfterSeconds } from "../../../contracts/index.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { isUnreadable, NoAnswer } from "../../kit/no-answer.ts";
import { interruptionOf } from "../../kit/time-limit.ts";
import type { Leave, Pacer } from "./pace.ts";
import { createPatience } from "./patience.ts";
import type { Sender } from "./sender.ts";

/** How often a service may ask to wait for one request, and how long in seconds is waited each time at the most, by status. */
const maxWaits = 4;
const maxWaitSeconds = { 429: 60, 503: 10 } as const;
/** From this length on a body may be refused without being read. */
const longBodyLength = 1024 * 1024;

/** Why something is sent. */
export interface Purpose {
  /** In the name of which check. */
  readonly via: Guarantee;
  readonly signal: AbortSignal;
  /** Removes what was created: it is sent also when the budget is spent. */
  readonly isCleanUp?: true;
  /** What it creates stays when the run is over: it is read again by later runs. */
  readonly isKept?: true;
  /** Exceeds a limit on purpose: nothing is waited for, and a refusal is an answer like any other. */
  readonly isBurst?: true;
  /** Keeps declared limits, many at once; a refusal is an answer like any other. */
  readonly isLoad?: true;
}

/** Sends one request gently, for the check of a guarantee; throws `NoAnswer`, or the signal's reason. */
export type SendGently = (
  request: HttpRequest,
  operation: Operation | undefined,
  purpose: Purpose,
) => Promise<Exchange>;

/** Is told of everything that was answered for an operation. */
export interface Observer {
  seen(operation: Operation, exchange: Exchange, purpose: Purpose): void;
  unreadable(operation: Operation, error: NoAnswer, via: Guarantee): void;
}

/** Keeps declared limits, and waits when the service asks for it (429, and 503 with `Retry-After`), but for a burst. */
export function createExchanger(sender: Sender, pacer: Pacer, observer: Observer): SendGently {
  const patience = createPatience();

  async function sendOnce(request: HttpRequest, operation: Operation | undefined, purpose: Purpose) {
    const { via, isCleanUp, isLoad } = purpose;
    const send = isCleanUp ? sender.sendUnbudgeted : isLoad ? sender.sendLoad : sender.send;
    const exchange = await send(request).catch((error) => {
      const isFault = isUnreadable(error) && !isCutShort(request, error);
      if (operation !== undefined && isFault) observer.unreadable(operation, error, via);
      throw error;
    });
    // Whoever stands before the service may throttle too: a wait that nobody promised is no fault of an answer.
    const isUndeclaredWait = exchange.response.status === 429 && operation && !responseKey(operation, 429);
    if (operation !== undefined && !isUndeclaredWait) observer.seen(operation, exchange, purpose);
    return exchange;
  }

  return async (request, operation, purpose) => {
    const { signal, isBurst, isLoad } = purpose;
    for (let waits = 0; ; waits++) {
      throwIfAborted(signal);
      const leave = isBurst ? pacer.push(operation) : await enter(pacer, operation, signal);
      const exchange = await sendOnce(request, operation, purpose).finally(leave);
      const { status, headers } = exchange.response;
      const asked = retryAfterSeconds(headers["retry-after"]);
      if (isBurst || isLoad || (status !== 429 && (status !== 503 || asked === undefined))) return exchange;
      if (waits === maxWaits) {
        if (status === 503) return exchange;
        const { origin } = new URL(request.url);
        throw new NoAnswer(
          "throttled",
          `${origin} still answers 429 after waiting ${maxWaits} times as long as it asked.`,
        );
      }
      const seconds = Math.min(Math.max(asked ?? 1, 0.1), maxWaitSeconds[status]);
      if (status === 429 && !patience.allows(operation, seconds)) {
        throw new NoAnswer(
          "busy",
          `${operation?.id} answers 429 and asks to wait ${asked} s each time; declare the limit.`,
        );
      }
      if (status === 429) pacer.slowDown();
      await sleep(seconds * 1000, undefined, { signal }).catch(() => throwIfAborted(signal));
    }
  };
}

/** A service may close the connection on a body that is too long for it (RFC 9110 §15.5.14). */
function isCutShort({ body = "" }: HttpRequest, { reason }: NoAnswer): boolean {
  return reason === "closed" && body.length > longBodyLength;
}

async function enter(pacer: Pacer, operation: Operation | undefined, signal: AbortSignal): Promise<Leave> {
  return pacer.enter(operation, signal).catch(() => {
    throw interruptionOf(signal);
  });
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw interruptionOf(signal);
}
