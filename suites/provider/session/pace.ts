import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../../contracts/index.ts";

/** The share of a declared rate that is used: the rest is for clocks that differ and for other clients' mistakes. */
const usualShare = 0.8;
/**
 * The share for a service that refused all the same: one that weighs the window before (a sliding window counter) takes
 * bursts for more than they are, and never for more than twice as many.
 */
const carefulShare = 0.4;

/** Keeps declared rate limits (`x-tercet.rateLimit`). */
export interface Pacer {
  /** Waits until a request for the operation may be sent. The place that it takes is to be left when it was answered. */
  enter(operation: Operation | undefined, signal: AbortSignal): Promise<Leave>;
  /** Takes a place although there may be none: later requests wait for it all the same. */
  push(operation: Operation | undefined): Leave;
  /** How many requests the service may still count for an operation: those of the last two windows. */
  recent(operation: Operation): number;
  /** The service refused although each operation's own limit was kept: from now on all share the lowest one, with care. */
  slowDown(): void;
}

/** The request was answered, or will not be any more. To be called once. */
export type Leave = () => void;

/** The requests that count against one limit. */
interface Places {
  /** Sent and not yet answered. */
  open: number;
  /** When the latest ones were answered, oldest first; in milliseconds of `performance.now()`. */
  readonly left: number[];
  /** Those who wait while all places are open. */
  readonly waiting: (() => void)[];
}

/**
 * A place is taken again one window after the request in it was answered. So never more than the share of the limit reaches
 * the service within any window, wherever its own begins and however long requests are under way.
 */
export function createPacer(operations: readonly Operation[]): Pacer {
  const limits = operations.flatMap(({ extension }) => extension.rateLimit ?? []);
  const perSecond = ({ requests, windowSeconds }: (typeof limits)[number]) => requests / windowSeconds;
  const lowest = limits.toSorted((left, right) => perSecond(left) - perSecond(right))[0];
  /** By operation, or all together under the empty name. */
  const all = new Map<string, Places>();
  let shared = false;
  const limitOf = (operation: Operation | undefined) => (shared ? lowest : operation?.extension.rateLimit);

  function placesOf(operation: Operation | undefined): Places {
    const name = shared ? "" : (operation?.id ?? "");
    const places = all.get(name) ?? { open: 0, left: [], waiting: [] };
    all.set(name, places);
    return places;
  }

  function take(places: Places, windowMilliseconds: number): Leave {
    places.open++;
    return () => {
      places.open--;
      const now = performance.now();
      while (places.left[0] !== undefined && places.left[0] <= now - 2 * windowMilliseconds) places.left.shift();
      places.left.push(now);
      for (const wake of places.waiting.splice(0)) wake();
    };
  }

  return {
    async enter(operation, signal) {
      for (;;) {
        const limit = limitOf(operation);
        if (limit === undefined) return () => {};
        const places = placesOf(operation);
        const windowMilliseconds = limit.windowSeconds * 1000;
        const now = performance.now();
        const resting = places.left.filter((time) => time > now - windowMilliseconds);
        const allowed = Math.max(1, Math.floor(limit.requests * (shared ? carefulShare : usualShare)));
        if (places.open + resting.length < allowed) return take(places, windowMilliseconds);
        const [first] = resting;
        if (first === undefined) await answered(places, signal);
        else await sleep(first + windowMilliseconds - now, undefined, { signal });
      }
    },
    push(operation) {
      const limit = limitOf(operation);
      return limit === undefined ? () => {} : take(placesOf(operation), limit.windowSeconds * 1000);
    },
    recent(operation) {
      const { open, left } = placesOf(operation);
      const since = performance.now() - 2000 * (limitOf(operation)?.windowSeconds ?? 0);
      return open + left.filter((time) => time > since).length;
    },
    slowDown() {
      shared = true;
    },
  };
}

/** Resolves with the next answer to one of the requests that are open. */
function answered({ waiting }: Places, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    waiting.push(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
