import type { Guarantee, JsonObject } from "../../../contracts/index.ts";
import type { Arrangement } from "./arrangement.ts";
import type { Change } from "./provider.ts";

/** A known-bad provider: the correct one with one small change, which breaks one rule. */
export interface Fault {
  /** What it does wrong, as a slug: `accepts-expired-tokens`. */
  readonly name: string;
  readonly guarantee: Guarantee;
  /** The ways of refutation that catch it, as they stand after the slash in `Finding.check`. */
  readonly caughtBy: readonly string[];
  /** Other guarantees that the same change really breaks, with the reason. */
  readonly alsoBreaks?: Readonly<Partial<Record<Guarantee, string>>>;
  /** Where one plain instance cannot show it; the correct provider passes there, and its guarantee is exercised. */
  readonly arrangement?: Arrangement;
  /** The contract that it has instead of the arrangement's, where the contract itself is wrong. */
  readonly document?: JsonObject;
  readonly change: Change;
}
