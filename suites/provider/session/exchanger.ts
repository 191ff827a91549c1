import { setTimeout as sleep } from "node:timers/promises";
import { type Guarantee, type Operation, retryAfterSeconds, TercetError } from "../../../contracts/index.ts";
import { createLimit } from "../../kit/concurrency.ts";
import type { Exchange, HttpRequest, Send } from "../../kit/exchange.ts";
import { isUnreadable, NoAnswer } from "../../kit/no-answer.ts";
import { createPacer } from "./pace.ts";

/** As many requests are under way at once. */
const maxInFlight = 8;
/** How often a service may ask to wait for one request, and how long in seconds is waited each time at the most. */
const maxWaits = 4;
const maxWaitSeconds = 10;
/** From this length on a body may be refused without being read. */
const longBodyLength = 1024 * 1024;
/** After so many requests in a row without an answer the service counts as gone. */
const maxSilent = 5;

/** Sends one request gently, for the check of a guarantee; throws `NoAnswer`, or the signal's reason. */
export type SendGently = (
  request: HttpRequest,
  operation: Operation | undefined,
  purpose: { readonly via: Guarantee; readonly signal: AbortSignal },
) => Promise<Exchange>;

/** Is told of everything that was answered for an operation. */
export interface Observer {
  seen(operation: Operation, exchange: Exchange, via: Guarantee): void;
  unreadable(operation: Operation, error: NoAnswer, via: Guarantee): void;
}

/**
 * Keeps declared limits, waits when the service asks for it (429, and 503 with `Retry-After`), sends a few requests at
 * once, and gives up on a service that fell silent instead of waiting for each request anew.
 */
export function createExchanger(send: Send, operations: readonly Operation[], observer: Observer): SendGently {
  const pacer = createPacer(operations);
  const limit = createLimit(maxInFlight);
  let silent = 0;

  const once = (request: HttpRequest) =>
    limit(async () => {
      if (silent >= maxSilent) {
        throw new NoAnswer("unreachable", `${new URL(request.url).origin} stopped answering; the rest was not asked.`);
      }
      try {
        const exchange = await send(request);
        silent = 0;
        return exchange;
      } catch (error) {
        if (error instanceof NoAnswer && (error.reason === "slow" || error.reason === "unreachable")) silent++;
        throw error;
      }
    });

  return async (request, operation, { via, signal }) => {
    for (let waits = 0; ; waits++) {
      throwIfAborted(signal);
      await pacer.wait(operation, signal).catch(() => throwIfAborted(signal));
      const exchange = await once(request).catch((error) => {
        const isFault = isUnreadable(error) && !isCutShort(request, error);
        if (operation !== undefined && isFault) observer.unreadable(operation, error, via);
        throw error;
      });
      if (operation !== undefined) observer.seen(operation, exchange, via);
      const { status, headers } = exchange.response;
      const asked = retryAfterSeconds(headers["retry-after"]);
      if (status !== 429 && (status !== 503 || asked === undefined)) return exchange;
      if (waits === maxWaits) {
        if (status === 503) return exchange;
        const { origin } = new URL(request.url);
        throw new NoAnswer(
          "throttled",
          `${origin} still answers 429 after waiting ${maxWaits} times as long as it asked.`,
        );
      }
      if (status === 429) pacer.slowDown();
      const seconds = Math.min(Math.max(asked ?? 1, 0.1), maxWaitSeconds);
      await sleep(seconds * 1000, undefined, { signal }).catch(() => throwIfAborted(signal));
    }
  };
}

/** A service may close the connection on a body that is too long for it (RFC 9110 §15.5.14). */
function isCutShort({ body = "" }: HttpRequest, { reason }: NoAnswer): boolean {
  return reason === "closed" && body.length > longBodyLength;
}

function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  const { reason } = signal;
  throw reason instanceof TercetError ? reason : new TercetError("surroundings", "The run was interrupted.");
}
