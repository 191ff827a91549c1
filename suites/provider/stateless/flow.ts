import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { Exchange } from "../../kit/exchange.ts";
import type { Pair } from "./place.ts";

/** What two instances do not answer alike: a clause that begins with the instance, and the answer. */
export interface Difference {
  readonly message: string;
  readonly exchange: Exchange;
}

/**
 * The steps of one flow, spread over two instances, with objects of its own. Returns what they do not answer alike;
 * undefined where all is well. Throws `NotExercised` where a step could not be taken.
 */
export type Flow = (
  context: CheckContext,
  operation: Operation,
  pair: Pair,
  /** From 0: which time it is for these two. */
  round: number,
) => Promise<Difference | undefined>;
