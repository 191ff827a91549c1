import type pg from "pg";
import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Reservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Said } from "../../../workers/witness-client.ts";

/** The protocol as a worker uses it. */
export interface Protocol {
  readonly reservations: Reservations;
  /** The fencing token that goes with every effect; undefined: none does. */
  fence(reservation: Reservation): number | undefined;
  /** The idempotency key that goes with an effect; undefined: none does. */
  key(reservation: Reservation, milestone: string): string | undefined;
}

/** The reference protocol, and what is needed to spoil it. */
export interface Reference extends Protocol {
  readonly pool: pg.Pool;
  readonly schema: string;
  announce(said: Said): Promise<void>;
}

/** The reference protocol with one thing wrong: the harness has to find it. */
export interface Mutant {
  /** What is wrong, in one line. */
  readonly description: string;
  /** What is done another way. */
  create(reference: Reference): Partial<Protocol>;
}
