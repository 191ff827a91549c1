import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../../contracts/index.ts";

/** The share of a declared rate that is used: the rest is for clocks that differ and for other clients' mistakes. */
const share = 0.8;

/** Keeps declared rate limits (`x-tercet.rateLimit`). */
export interface Pacer {
  /** Waits until a request for the operation may be sent. */
  wait(operation: Operation | undefined, signal: AbortSignal): Promise<void>;
  /** The service refused although each operation's own limit was kept: from now on all operations share the lowest one. */
  slowDown(): void;
}

/** Never more than the share of the limit within any window of the declared length, wherever the service's begins. */
export function createPacer(operations: readonly Operation[]): Pacer {
  const limits = operations.flatMap(({ extension }) => extension.rateLimit ?? []);
  const perSecond = ({ requests, windowSeconds }: (typeof limits)[number]) => requests / windowSeconds;
  const lowest = limits.toSorted((left, right) => perSecond(left) - perSecond(right))[0];
  /** When the latest requests were sent, oldest first; by operation, or all together under the empty name. */
  const sent = new Map<string, number[]>();
  let shared = false;
  return {
    async wait(operation, signal) {
      for (;;) {
        const limit = shared ? lowest : operation?.extension.rateLimit;
        if (limit === undefined) return;
        const name = shared ? "" : (operation?.id ?? "");
        const times = sent.get(name) ?? [];
        sent.set(name, times);
        const now = performance.now();
        const windowMilliseconds = limit.windowSeconds * 1000;
        while (times[0] !== undefined && times[0] <= now - windowMilliseconds) times.shift();
        if (times.length < Math.max(1, Math.floor(limit.requests * share))) {
          times.push(now);
          return;
        }
        await sleep((times[0] ?? now) + windowMilliseconds - now, undefined, { signal });
      }
    },
    slowDown() {
      shared = true;
    },
  };
}
