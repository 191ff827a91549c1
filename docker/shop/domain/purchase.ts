import { type Problem, refusal } from "../platform/problem.ts";
import { ageOn } from "./age.ts";
import type { Buyer } from "./buyer.ts";
import type { Offer } from "./offer.ts";

/** So many pieces of one product for one buyer. */
export interface Purchase {
  readonly sku: string;
  readonly quantity: number;
  /** Undefined: there is no such product. */
  readonly offer: Offer | undefined;
  /** Undefined: nothing is known of the buyer, who is then too young for what has an age limit. */
  readonly buyer: Buyer | undefined;
}

/** Why a purchase is refused; undefined: it is allowed. A business has no age. */
export function refusePurchase({ sku, quantity, offer, buyer }: Purchase, today: string): Problem | undefined {
  if (offer?.sold !== true) return refusal("product-not-sold", `The product ${sku} is not on offer.`);
  if (quantity > offer.maximumQuantity) {
    return refusal("quantity-above-limit", `At most ${offer.maximumQuantity} pieces of ${sku} can be bought.`);
  }
  if (offer.minimumAge === 0 || buyer?.kind === "business") return undefined;
  if (buyer?.birthDate !== undefined && ageOn(buyer.birthDate, today) >= offer.minimumAge) return undefined;
  return refusal("customer-too-young", `The product ${sku} is sold from the age of ${offer.minimumAge}.`);
}
