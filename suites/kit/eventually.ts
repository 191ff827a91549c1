import { setTimeout as sleep } from "node:timers/promises";

/** How long and how often `eventually` looks. */
export interface EventuallyOptions {
  readonly timeoutSeconds?: number;
  readonly everyMilliseconds?: number;
}

/**
 * Looks again until `body` no longer throws, for what another part of the system does in its own time. Returns what
 * `body` returned; after `timeoutSeconds` (10) throws what it threw last.
 */
export type Eventually = <T>(body: () => Promise<T> | T, options?: EventuallyOptions) => Promise<T>;

/** Makes it for one scenario: it ends with the scenario's signal. */
export function createEventually(signal: AbortSignal): Eventually {
  return async (body, { timeoutSeconds = 10, everyMilliseconds = 200 } = {}) => {
    const endsAt = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      try {
        return await body();
      } catch (error) {
        if (signal.aborted || performance.now() + everyMilliseconds > endsAt) throw error;
      }
      await sleep(everyMilliseconds, undefined, { signal });
    }
  };
}
