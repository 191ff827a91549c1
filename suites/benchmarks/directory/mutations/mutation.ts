import type { Change, Contract, JsonObject, Random } from "../../../../contracts/index.ts";

/** One kind of change to a contract whose effect is known. */
export interface Mutation {
  readonly name: string;
  /** The rule by which the diff is to name it. */
  readonly rule: string;
  readonly effect: Change["effect"];
  /** Changes one place; undefined where the contract has none that fits. */
  readonly apply: (contract: Contract, random: Random) => Mutant | undefined;
}

/** A contract's document with one change in it. */
export interface Mutant {
  readonly document: JsonObject;
  /** The operations that it touches: more than one where they share the place. Empty: the contract as a whole. */
  readonly operations: readonly string[];
}
