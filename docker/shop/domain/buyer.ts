import { z } from "zod";
import { customersClient, isCustomersRefusal } from "../../../contracts/client/shop/customers.v1.ts";
import type { Caller } from "../platform/authenticate.ts";
import type { Dependency } from "../platform/dependency.ts";
import type { Trace } from "../platform/trace.ts";

/** What a purchase needs to know of a customer; a newer minor version may say more. */
const buyer = z.object({
  owner: z.string(),
  kind: z.enum(["private", "business"]),
  birthDate: z.string().optional(),
  deliveryPass: z.boolean(),
});
export type Buyer = z.output<typeof buyer>;

/** Asks the service `customers`; undefined: there is none with this id, or it is not the caller's. */
export async function findBuyer(
  customers: Dependency,
  customerId: string,
  caller: Caller,
  trace: Trace,
): Promise<Buyer | undefined> {
  const found = await customers.ask(trace, async (transport) => {
    try {
      return buyer.parse(await customersClient(transport).getCustomer({ customerId }));
    } catch (error) {
      if (isCustomersRefusal(error) && error.slug === "not-found") return undefined;
      throw error;
    }
  });
  return found?.owner === caller.subject ? found : undefined;
}
