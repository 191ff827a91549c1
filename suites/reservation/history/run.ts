import type { Slot } from "./slot.ts";

/** An operation of a run that was begun and is not answered yet. */
export interface Pending {
  /** How many of the kind; a heartbeat may be begun before the last one is answered. */
  readonly count: number;
  /** When the first of them was begun, in milliseconds. */
  readonly since: number;
  /** The event that had ended the run's ownership before that; 0: none had. */
  readonly late: number;
}

/** A proof that a run's worker was alive: the event, and the two moments (milliseconds) between which it was given. */
export interface SignOfLife {
  readonly number: number;
  readonly begun: number;
  readonly answered: number;
}

/** A run of a job: from the grant of its reservation to its end. */
export interface Run {
  readonly worker: number;
  readonly name: number;
  /** The fencing token; -1 where there is none. */
  readonly token: number;
  /**
   * Its place among the job's reservations: the fencing token where the job's first grant has one, else the order in
   * which the grants were seen. Two runs with one token have one place, which is what a fenced resource sees.
   */
  readonly order: number;
  /** The event of its grant. */
  readonly grant: number;
  /** When its reservation was begun, in milliseconds. */
  readonly begun: number;
  /** What it is a run of; undefined where the protocol names no slots. */
  readonly slot: Slot | undefined;
  /** `dropped`: ended without a finish, by its worker's death or since it was refused a milestone. */
  state: "open" | "finished" | "dropped";
  /** The event by which it was cleaned; 0: it was not. */
  cleaned: number;
  /** True from the moment at which its worker began to finish it: it may have ended, whatever was answered. */
  ending: boolean;
  /** The newest sign of life. */
  life: SignOfLife;
  /** The one before it, which a cleaner may have seen as the newest. */
  lifeBefore: SignOfLife;
  heartbeat: Pending | undefined;
  progress: Pending | undefined;
  milestone: Pending | undefined;
  check: Pending | undefined;
  finish: Pending | undefined;
  /** The milestone whose ownership check said yes last, and has not been used; 0: none. */
  checked: number;
}

/**
 * The event that had ended a run's ownership when `newest` was the job's run of the largest order: it was cleaned, or a
 * later one was granted; 0: neither.
 */
export function endOfOwnership(run: Run, newest: Run | undefined): number {
  if (run.cleaned !== 0) return run.cleaned;
  return newest !== undefined && newest.order > run.order ? newest.grant : 0;
}

/**
 * The event that had ended the run's ownership before the operation that is answered now was begun; 0: none had. An answer
 * without a beginning is taken as a moment of its own.
 */
export function lateness(
  { job }: { readonly job: { readonly newest: Run | undefined } },
  run: Run,
  pending: Pending | undefined,
): number {
  return pending === undefined ? endOfOwnership(run, job.newest) : pending.late;
}
