import type { Rules } from "../../../../../docker/shop/jobs/rules.ts";
import type { JobStore } from "../../../../../docker/shop/jobs/store.ts";
import type { Property } from "../../../history/judgement.ts";
import type { Said } from "../../../workers/witness-client.ts";
import type { Protocol } from "../../reference/protocol.ts";
import type { SqlDatabase } from "../store.ts";

/** The reference protocol, and what is needed to spoil it. */
export interface Reference extends Protocol {
  readonly database: SqlDatabase;
  readonly store: JobStore<unknown>;
  readonly rules: Rules;
  /** The worker's name. */
  readonly worker: string;
  announce(said: Said): Promise<void>;
}

/** Where a mutant is found: a fault and those of its points, both as on the command line. */
export interface CaughtUnder {
  readonly fault: string;
  /** Empty: the fault chooses by itself. */
  readonly points: readonly string[];
}

/** The reference protocol with one thing wrong: the harness has to find it. */
export interface Mutant {
  /** What is wrong, in one line. */
  readonly description: string;
  readonly caughtUnder: CaughtUnder;
  /** What it breaks there. */
  readonly breaks: Property;
  /** What is done another way. */
  create(reference: Reference): Partial<Protocol>;
}
