import type { Operation } from "../../../contracts/index.ts";

/** What a service asks to wait is waited for without a thought up to this; in seconds. */
const shortWaitSeconds = 15;
/** Waits that are asked for together end about together; in milliseconds. */
const slackMilliseconds = 2000;
/** So many operations of a service are waited for longer; where it is more, the whole of it is limited. */
const maxOperations = 3;

/** Decides how long a run waits for operations whose contract declares no rate limit. */
export interface Patience {
  /** Whether a wait is worth it that an answer 429 of the operation asks for. */
  allows(operation: Operation | undefined, seconds: number): boolean;
}

/**
 * A limit that nobody declared, such as one password mail a minute, would stretch a run of hundreds of requests to hours.
 * So a long wait is granted an operation once, and a few operations in all; the rest of what is to be asked of it goes
 * without an answer.
 */
export function createPatience(now: () => number = () => performance.now()): Patience {
  const grantedUntil = new Map<string, number>();
  return {
    allows(operation, seconds) {
      if (operation === undefined || operation.extension.rateLimit !== undefined || seconds <= shortWaitSeconds) {
        return true;
      }
      const end = now() + seconds * 1000;
      const granted = grantedUntil.get(operation.id);
      if (granted !== undefined) return end <= granted + slackMilliseconds;
      if (grantedUntil.size >= maxOperations) return false;
      grantedUntil.set(operation.id, end);
      return true;
    },
  };
}
