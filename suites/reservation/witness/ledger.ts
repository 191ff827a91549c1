import type { EffectRequest } from "../history/event.ts";

/** What became of an effect: had; known again by its key and not had again; refused. */
export type LedgerAnswer = "accepted" | "repeated" | "refused";

/** The world outside the system under test, on which jobs have their effects. */
export interface Ledger {
  take(effect: EffectRequest): LedgerAnswer;
}

/**
 * A resource that knows fencing tokens and idempotency keys, and nothing else of the protocol: it refuses an effect whose
 * token is smaller than the largest that it accepted for the job, and has one with the same key once. It cannot refuse an
 * effect without a token, nor tell two owners with the same token apart, and without a key it does not look whether an
 * effect is repeated: whoever relies on that must not be shielded from being found out.
 */
export function createLedger(): Ledger {
  const largest = new Map<string, number>();
  const keys = new Set<string>();
  return {
    take({ job, token, key }) {
      if (token !== undefined && token < (largest.get(job) ?? 0)) return "refused";
      if (token !== undefined) largest.set(job, token);
      if (key === undefined) return "accepted";
      if (keys.has(key)) return "repeated";
      keys.add(key);
      return "accepted";
    },
  };
}
