/** Tells for how long something has not changed, as far as this process has seen. */
export interface Stillness {
  /** Milliseconds since `name` was first seen with this revision. To be called when the read has been answered. */
  unchangedFor(name: string, revision: number): number;
}

/**
 * Measures on this process's monotonic clock, which nobody sets. The time begins when a value is seen, so it is never more
 * than the time since it was written: whoever waits for it takes nothing too early, whatever clocks say.
 */
export function createStillness(): Stillness {
  const seen = new Map<string, { readonly revision: number; readonly since: number }>();
  return {
    unchangedFor(name, revision) {
      const now = performance.now();
      const known = seen.get(name);
      if (known?.revision === revision) return now - known.since;
      seen.set(name, { revision, since: now });
      return 0;
    },
  };
}
