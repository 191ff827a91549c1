import type { OperationExtension } from "../../../contracts/index.ts";

/** A declared rate: so many requests of one client in any window, over all instances. */
export type Limit = NonNullable<OperationExtension["rateLimit"]>;

/** What is let through beyond the limit by counters that are kept in step between instances: a tenth, and one. */
const slack = 1.1;

/**
 * As many requests as no implementation may let through within `seconds`: windows that begin at fixed times let through one
 * whole quota in each that is touched, and no other algorithm lets through more.
 */
export function mostAccepted({ requests, windowSeconds }: Limit, seconds: number): number {
  return requests * (Math.floor(seconds / windowSeconds) + 2);
}

/**
 * As many as are let through within `seconds` in one of any two trials that begin half a window apart: at least one of them
 * touches no window more than it must. A token bucket lets through its content and what flows in meanwhile.
 */
export function usuallyAccepted({ requests, windowSeconds }: Limit, seconds: number): number {
  const windows = seconds / windowSeconds;
  return slack * requests * (1 + Math.max(windows, Math.round(windows))) + 1;
}

/** As many as may be let through within `seconds` after a refusal, where no new window begins: what flows into a bucket. */
export function refilled({ requests, windowSeconds }: Limit, seconds: number): number {
  return (slack * requests * seconds) / windowSeconds + 1;
}

/** For a reader: `100 requests in 1 s`. */
export function describeLimit({ requests, windowSeconds }: Limit): string {
  return `${requests} ${requests === 1 ? "request" : "requests"} in ${windowSeconds} s`;
}
