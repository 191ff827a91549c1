import { ageOn } from "../domain/age.ts";
import { type Problem, refusal } from "../platform/problem.ts";

/** Years that a private customer must have. */
const minimumAge = 16;

/** Why somebody may not register; undefined: they may. A business has no age. */
export function refuseRegistration(
  customer: { readonly kind: "private"; readonly birthDate: string } | { readonly kind: "business" },
  today: string,
): Problem | undefined {
  if (customer.kind === "business" || ageOn(customer.birthDate, today) >= minimumAge) return undefined;
  return refusal("customer-too-young", `A private customer must be ${minimumAge} or older.`);
}
