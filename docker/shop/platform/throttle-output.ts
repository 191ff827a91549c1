import { unavailable } from "./problem.ts";

const windowMilliseconds = 1_000;
const patienceMilliseconds = 1_500;

/** Runs a call to another service as soon as its rate allows. */
export type OutputThrottle = <Result>(call: () => Promise<Result>) => Promise<Result>;

/**
 * Bounds the calls to another service: there are as many places as calls in a second, and a place is taken again one
 * second after the call in it has ended. So however long calls are on their way, in no second more than
 * `requestsPerSecond` of them arrive, and not more are open. As many may wait a little; more get `Problem` 503 at once.
 */
export function createOutputThrottle(name: string, requestsPerSecond: number): OutputThrottle {
  let free = requestsPerSecond;
  const waiting = new Set<() => void>();

  function takePlace(): Promise<void> | undefined {
    if (free > 0) {
      free--;
      return undefined;
    }
    if (waiting.size >= requestsPerSecond) throw unavailable(name, "its rate is used up");
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(enter);
        reject(unavailable(name, "its rate is used up"));
      }, patienceMilliseconds);
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.add(enter);
    });
  }

  function givePlace(): void {
    const [next] = waiting;
    if (next === undefined) {
      free++;
      return;
    }
    waiting.delete(next);
    next();
  }

  return async (call) => {
    await takePlace();
    try {
      return await call();
    } finally {
      setTimeout(givePlace, windowMilliseconds).unref();
    }
  };
}
