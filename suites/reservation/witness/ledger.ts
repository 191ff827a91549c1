import type { EffectRequest } from "../history/event.ts";

/** The world outside the system under test, on which jobs have their effects. */
export interface Ledger {
  /** True: the effect took place. False: it was refused, since the ledger has seen a larger token for the job. */
  accept(effect: EffectRequest): boolean;
}

/**
 * A resource that knows fencing tokens, and nothing else of the protocol: it refuses an effect whose token is smaller
 * than the largest that it accepted for the job. It cannot refuse an effect without a token, nor tell two owners with
 * the same token apart, and it does not look whether an effect is repeated: whoever relies on that must not be shielded
 * from being found out.
 */
export function createLedger(): Ledger {
  const largest = new Map<string, number>();
  return {
    accept({ job, token }) {
      if (token === undefined) return true;
      if (token < (largest.get(job) ?? 0)) return false;
      largest.set(job, token);
      return true;
    },
  };
}
