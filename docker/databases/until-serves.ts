import { setTimeout as delay } from "node:timers/promises";

const firstPauseMilliseconds = 25;
/** A server that takes longer has a machine that is busy: being asked must not keep it so. */
const pauseGrowth = 1.2;
const longestPauseMilliseconds = 200;
const holdsTimeoutMilliseconds = 30_000;

/**
 * Asks a server until it answers. Throws after the timeout with its last answer, at once with the reason of the signal, and
 * with what `died` says as soon as that says something.
 */
export async function untilServes<T>(options: {
  /** Throws while the server does not serve; bounded in time itself. */
  readonly ask: () => Promise<T>;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Why there is nobody to wait for any more. */
  readonly died?: () => Promise<string | undefined>;
}): Promise<T> {
  const deadline = performance.now() + options.timeoutMilliseconds;
  let pauseMilliseconds = firstPauseMilliseconds;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await options.ask();
    } catch (error) {
      const dead = await options.died?.();
      if (dead !== undefined) throw new Error(dead);
      if (performance.now() > deadline) {
        const seconds = options.timeoutMilliseconds / 1000;
        throw new Error(`it does not serve after ${seconds} s: ${describe(error)}`, { cause: error });
      }
    }
    await delay(pauseMilliseconds, undefined, { signal: options.signal }).catch(() => {});
    pauseMilliseconds = Math.min(pauseMilliseconds * pauseGrowth, longestPauseMilliseconds);
  }
}

// A refused connection to a name with two addresses is an AggregateError without a message.
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}

/** Returns when a condition of a server holds; throws `otherwise` after 30 s. */
export async function until(otherwise: string, holds: () => Promise<boolean>): Promise<void> {
  await untilServes({
    ask: async () => {
      if (!(await holds())) throw new Error(otherwise);
    },
    timeoutMilliseconds: holdsTimeoutMilliseconds,
  });
}
