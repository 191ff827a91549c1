import type { Contract, InvalidValue } from "../../contracts/index.ts";

/**
 * How a stand-in treats requests:
 *
 * - `healthy`: answers by the dependency's contract, and refuses what that does not allow
 * - `unavailable`, `throttling`: 503 and 429, both with `Retry-After: 2`; `erring`: 500
 * - `slow`: every other request gets no answer at all, the others one that begins and does not end
 * - `dead`: refuses connections; `reset`: cuts the connection instead of answering, `cut` in the middle of the answer
 * - `garbled`: answers with bytes that are not HTTP; `broken`: with JSON that ends too early; `page`: with an HTML page
 * - `unlawful`: answers with what the contract does not allow, each time in another way
 */
export type StandInMode =
  | "healthy"
  | "unavailable"
  | "throttling"
  | "erring"
  | "slow"
  | "dead"
  | "reset"
  | "cut"
  | "garbled"
  | "broken"
  | "page"
  | "unlawful";

/** The harness in the place of a service that the verified one depends on, at the address where it looks for that one. */
export interface StandIn {
  /** The dependency, as `x-tercet.dependencies` names it. */
  readonly service: string;
  /** What the dependency promises, and what it is asked is held against. */
  readonly contract: Contract;
  /** The instances of the verified service that ask here; empty: all of the target's. */
  readonly urls: readonly string[];
  /**
   * Listens, healthy; may be called again. Throws `TercetError` (`surroundings`) when the address cannot be had. A check calls
   * it before it relies on the stand-in; who opened the target stops it.
   */
  start(): Promise<void>;
  /** From now on requests are treated so. Whoever changes it sets it back to `healthy`. */
  setMode(mode: StandInMode): Promise<void>;
  /** Begins to note what arrives. */
  record(): Recording;
  /** Cuts what is open and listens no more. */
  stop(): Promise<void>;
}

/** What arrives at a stand-in until the recording is stopped. */
export interface Recording {
  /** In the order in which they came; those that are still to come are added. */
  readonly arrivals: readonly Arrival[];
  stop(): void;
}

/** A request that reached a stand-in. */
export interface Arrival {
  /** When it was read, in milliseconds of `performance.now()`. */
  readonly at: number;
  /** It cannot have come earlier: more than a few milliseconds before `at` only where the harness itself was held up. */
  readonly notBefore: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** `Operation.id` of the dependency's contract; undefined where it has none for this request. */
  readonly operation: string | undefined;
  /** Why the dependency would refuse it, by its contract: `rule` is the mock's (`credentials`, `role`, `body`, …). */
  readonly refusal: { readonly rule: string; readonly detail: string } | undefined;
  /** In mode `unlawful`: what it was answered with, and what is wrong with that; undefined where nothing wrong can be said. */
  readonly unlawful: InvalidValue | undefined;
}
