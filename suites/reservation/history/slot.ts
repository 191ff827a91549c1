import type { Run } from "./run.ts";

/** An effect that the ledger accepted, and that was not a repetition. */
export interface Effect {
  readonly milestone: number;
  readonly number: number;
}

/** A piece of work: what falls due once, and is run until it is settled. */
export interface Slot {
  readonly name: number;
  /** The first event that named it. */
  readonly first: number;
  /** True where somebody announced that it is due. */
  due: boolean;
  /** How many reservations were granted for it. */
  runs: number;
  /** The newest run; undefined before the first one. */
  run: Run | undefined;
  readonly effects: Effect[];
  /** The event by which it was finished or explicitly failed; 0: it is open. */
  settled: number;
  /** True where a finish had no known outcome: it may be settled. */
  uncertain: boolean;
  /** When it was last left without a live owner, in milliseconds, and the event; undefined: it has one, or is settled. */
  left: { readonly time: number; readonly number: number } | undefined;
}
