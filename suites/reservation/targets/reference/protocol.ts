import type { JobDefinition, Outcome, Reservation } from "../../../../docker/shop/jobs/job.ts";

/** A run that was taken from its owner. */
export interface Cleaned {
  readonly job: string;
  readonly token: number;
}

/**
 * The protocol of a recurrent job with many instances and a single effective runner, on any store: clean, reserve, execute
 * by milestones with signs of life, finish. Whoever lost a run learns it at its next step and changes nothing. Everything
 * rejects with some other error where the store gave no answer: nobody knows then whether it took effect.
 */
export interface Reservations {
  /** Takes runs that are silent or too long from their owners; returns their jobs and tokens. */
  clean(): Promise<readonly Cleaned[]>;
  /** The reservation, or undefined where another one runs the job or no slot is due. */
  reserve(job: JobDefinition, worker: string): Promise<Reservation | undefined>;
  /** Gives a sign of life; false: the run is not the worker's any more. */
  heartbeat(reservation: Reservation): Promise<boolean>;
  /**
   * Does the action at most once for the slot, as far as the store can see, and only as the owner. After a crash, a
   * milestone that was reached is not done again: its result of then (JSON) is returned. Throws `OwnershipLost`.
   */
  milestone<T>(reservation: Reservation, name: string, action: () => Promise<T>): Promise<T>;
  /** Ends the run; false: it is not the worker's any more, and nothing was changed. */
  finish(reservation: Reservation, outcome: Outcome): Promise<boolean>;
}

/** The protocol as a worker uses it: in the store, and towards the resource that has the effects. */
export interface Protocol {
  readonly reservations: Reservations;
  /** The fencing token that goes with every effect; undefined: none does. */
  fence(reservation: Reservation): number | undefined;
  /** The idempotency key that goes with an effect; undefined: none does. */
  key(reservation: Reservation, milestone: string): string | undefined;
}

/** What the reference sends with an effect: its token, so that an owner of the past is refused. */
export function fenceByToken({ token }: Reservation): number {
  return token;
}

/** What the reference sends with an effect: a name that is the same in each run of the slot. */
export function keyBySlot({ job, slot }: Reservation, milestone: string): string {
  return `${job.name}/${slot.toISOString()}/${milestone}`;
}
