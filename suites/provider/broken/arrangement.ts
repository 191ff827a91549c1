import type { JsonObject } from "../../../contracts/index.ts";
import { parcelsDocument } from "./contract.ts";
import { type Change, createProvider, type Provider } from "./provider.ts";

/** The surroundings in which a provider is examined: its contract, and how it is started. */
export interface Arrangement {
  readonly document: JsonObject;
  /** Starts the correct provider in these surroundings, or one that is broken by `change`. */
  start(change?: Change): Promise<Provider>;
}

/** One instance over plain HTTP: where nothing else is said. */
export const oneInstance: Arrangement = { document: parcelsDocument, start: createProvider };
