import { randomUUID } from "node:crypto";
import type { Fault } from "./fault.ts";
import type { BusinessParts } from "./operations.ts";
import type { Parcel } from "./store.ts";

const fault = (name: string, caughtBy: string, business: Partial<BusinessParts>): Fault => ({
  name,
  guarantee: "business-validation",
  caughtBy: [caughtBy],
  change: () => business,
});

/** Known-bad providers that take what the business must refuse, refuse what it takes, or reckon wrongly. */
export const businessValidationFaults: readonly Fault[] = [
  fault("knows-no-weight-limit", "fragile-weight", { refuse: () => undefined }),
  fault("weight-limit-one-gram-too-low", "fragile-weight", {
    refuse: ({ fragile, weightGrams }) => (fragile && weightGrams >= 10_000 ? "too-heavy-for-fragile" : undefined),
  }),
  fault("weight-limit-one-gram-too-high", "fragile-weight", {
    refuse: ({ fragile, weightGrams }) => (fragile && weightGrams > 10_001 ? "too-heavy-for-fragile" : undefined),
  }),
  fault("limits-sturdy-parcels-too", "fragile-weight", {
    refuse: ({ weightGrams }) => (weightGrams > 10_000 ? "too-heavy-for-fragile" : undefined),
  }),
  fault("refuses-for-another-reason", "fragile-weight", {
    refuse: ({ fragile, weightGrams }) => (fragile && weightGrams > 10_000 ? "not-today" : undefined),
  }),
  {
    name: "keeps-what-it-refuses",
    guarantee: "business-validation",
    caughtBy: ["fragile-weight"],
    change: (parts) => ({
      perform(operation, input, context) {
        const answer = () => parts.perform(operation, input, context);
        if (operation !== "createParcel") return answer();
        try {
          return answer();
        } catch (refusal) {
          const { owner, id } = { owner: context.caller.subject, id: randomUUID() };
          const body = input.body as Pick<Parcel, "recipient" | "weightGrams" | "fragile">;
          context.store.parcels.set(id, { tags: [], label: "", priceCentimes: 0, ...body, id, owner });
          throw refusal;
        }
      },
    }),
  },
  fault("forgets-the-surcharge", "price", { price: ({ weightGrams }) => (weightGrams <= 2000 ? 700 : 1200) }),
  fault("price-step-at-the-wrong-gram", "price", {
    price: ({ fragile, weightGrams }) => (weightGrams < 2000 ? 700 : 1200) + (fragile ? 500 : 0),
  }),
];
