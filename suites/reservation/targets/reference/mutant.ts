import type { Property } from "../../history/judgement.ts";
import type { Said } from "../../workers/witness-client.ts";
import type { Protocol } from "./protocol.ts";

/** The reference protocol on a store, and what is needed to spoil it. */
export interface Reference extends Protocol {
  announce(said: Said): Promise<void>;
}

/** Where a mutant is found: a fault and those of its points, both as on the command line. */
export interface CaughtUnder {
  readonly fault: string;
  /** Empty: the fault chooses by itself. */
  readonly points: readonly string[];
}

/** The reference protocol with one thing wrong: the harness has to find it. */
export interface Mutant<Store> {
  /** What is wrong, in one line. */
  readonly description: string;
  readonly caughtUnder: CaughtUnder;
  /** What it breaks there. */
  readonly breaks: Property;
  /** What is done another way. */
  create(reference: Reference & Store): Partial<Protocol>;
}

/** The protocol, spoilt by the mutant of that name; without a name, as it is. Throws where there is no such mutant. */
export function spoil<Store>(
  reference: Reference & Store,
  mutants: Readonly<Record<string, Mutant<Store>>>,
  name: string | undefined,
): Protocol {
  if (name === undefined) return reference;
  const mutant = mutants[name];
  if (mutant === undefined) throw new Error(`there is no mutant ${name}`);
  return { ...reference, ...mutant.create(reference) };
}
