import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { NoAnswer } from "../../kit/no-answer.ts";

/** A request that is ready to be sent. */
export interface LoadRequest {
  readonly operation: Operation;
  readonly request: HttpRequest;
}

/** How much load, and for how long. */
export interface LoadOptions {
  /** Makes the next request. */
  readonly next: () => Promise<LoadRequest>;
  /** So many are under way at once, all of them from the beginning. */
  readonly concurrency: number;
  /** After the first ones no more are sent in a second. */
  readonly requestsPerSecond: number;
  readonly milliseconds: number;
  /** Asked before each request: true ends the load, since what it is for is known. */
  readonly until?: (soFar: LoadOutcome) => boolean;
}

/** What became of a load. */
export interface LoadOutcome {
  readonly sent: number;
  readonly exchanges: readonly { readonly operation: Operation; readonly exchange: Exchange }[];
  /** Those that got no readable answer. */
  readonly failures: readonly { readonly operation: Operation; readonly error: NoAnswer }[];
}

/** Puts load on the service, and returns when all of it was answered. Declared input limits are kept. */
export async function putLoad({ sendLoad, signal }: CheckContext, options: LoadOptions): Promise<LoadOutcome> {
  const { concurrency, requestsPerSecond, milliseconds, until = () => false } = options;
  const startedAt = performance.now();
  const exchanges: LoadOutcome["exchanges"][number][] = [];
  const failures: LoadOutcome["failures"][number][] = [];
  let sent = 0;
  const isOver = () =>
    performance.now() - startedAt >= milliseconds || until({ sent, exchanges, failures }) || signal.aborted;

  async function work(): Promise<void> {
    while (!isOver()) {
      const due = startedAt + (Math.max(0, sent - concurrency) * 1000) / requestsPerSecond;
      sent++;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
      if (isOver()) {
        sent--;
        return;
      }
      const { operation, request } = await options.next();
      try {
        exchanges.push({ operation, exchange: await sendLoad(request, operation) });
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        failures.push({ operation, error });
      }
    }
  }

  const results = await Promise.allSettled(Array.from({ length: concurrency }, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
  return { sent, exchanges, failures };
}
