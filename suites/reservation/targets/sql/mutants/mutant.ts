import type pg from "pg";
import type { Reservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Said } from "../../../workers/witness-client.ts";

/** The protocol as a worker uses it. */
export interface Protocol {
  readonly reservations: Reservations;
  /** True where the token goes with every effect. */
  readonly fences: boolean;
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
  create(reference: Reference): Protocol;
}
