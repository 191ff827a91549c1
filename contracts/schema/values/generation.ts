import type { Schema } from "../../model/contract.ts";
import type { Random } from "../../random.ts";

/** What the generators of parts need: they ask it for the parts within. */
export interface Generation {
  readonly random: Random;
  readonly depth: number;
  /** True where no more than necessary is to be generated. */
  readonly sparse: boolean;
  /** A value for which all of the schemas hold. */
  part(schemas: readonly Schema[]): unknown;
}
