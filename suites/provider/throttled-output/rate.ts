import type { Arrival } from "../../kit/stand-in.ts";

/**
 * By so much what was sent in one second may come closer together on its way: connections that are opened first, loops
 * that are busy. A window is shorter by this, whatever its length.
 */
export const toleranceMilliseconds = 200;

/** The longest window that is looked at, in seconds. */
const maxWindows = 3;

/** More requests within a window than the declared rate allows. */
export interface Excess {
  /** How many requests came. */
  readonly count: number;
  /** Within so many milliseconds. */
  readonly milliseconds: number;
  /** How many a window of that length, tolerance included, may hold. */
  readonly allowed: number;
  readonly windowSeconds: number;
}

/** How many requests a window may hold, and its length: `2.5` is 3 in a second, `0.2` is 1 in five. */
export function windowOf(requestsPerSecond: number): { readonly requests: number; readonly seconds: number } {
  return requestsPerSecond >= 1
    ? { requests: Math.ceil(requestsPerSecond), seconds: 1 }
    : { requests: 1, seconds: 1 / requestsPerSecond };
}

/**
 * The first window that holds more than the rate allows, wherever it begins: in no second more requests arrive than are
 * declared, in no two seconds more than twice as many, and so on, each window shortened by the tolerance. A burst of a whole
 * second's requests at once is within the rate; a second burst before that second is over is not. Undefined: there is none.
 */
export function findExcess(arrivals: readonly Arrival[], requestsPerSecond: number): Excess | undefined {
  const { requests, seconds } = windowOf(requestsPerSecond);
  for (let windows = 1; windows <= maxWindows; windows++) {
    const allowed = requests * windows;
    const length = windows * seconds * 1000 - toleranceMilliseconds;
    for (const [index, last] of arrivals.entries()) {
      const first = arrivals[index - allowed];
      // The first may have come before it was read: only what surely lies within the window counts.
      if (first === undefined || last.at - first.notBefore >= length) continue;
      const within = arrivals.filter(
        ({ at, notBefore }) => notBefore >= first.notBefore && at < first.notBefore + length,
      );
      const milliseconds = Math.max(...within.map(({ at }) => at)) - first.notBefore;
      return { count: within.length, milliseconds, allowed, windowSeconds: windows * seconds };
    }
  }
  return undefined;
}

/** The most requests within any second. */
export function peakOf(arrivals: readonly Arrival[]): number {
  let [peak, first] = [0, 0];
  for (const [index, { at }] of arrivals.entries()) {
    while ((arrivals[first] as Arrival).at <= at - 1000) first++;
    peak = Math.max(peak, index - first + 1);
  }
  return peak;
}
