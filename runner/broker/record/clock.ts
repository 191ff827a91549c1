/** When a fact is recorded: UTC, in milliseconds, as ISO 8601. */
export type Clock = () => string;

/** The wall clock, never twice the same: facts that one process records keep their order. */
export function createClock(now: () => number = Date.now): Clock {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now());
    return new Date(last).toISOString();
  };
}
