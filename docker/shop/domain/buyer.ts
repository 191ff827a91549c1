import { z } from "zod";
import type { Caller } from "../platform/authenticate.ts";
import type { Dependency } from "../platform/dependency.ts";
import type { Trace } from "../platform/trace.ts";

/** What a purchase needs to know of a customer. */
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
  const found = await customers.read(`/v1/customers/${customerId}`, buyer, trace);
  return found?.owner === caller.subject ? found : undefined;
}
