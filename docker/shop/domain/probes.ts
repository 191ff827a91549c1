import type { Dependency } from "../platform/dependency.ts";
import type { Trace } from "../platform/trace.ts";
import { findBuyer } from "./buyer.ts";
import { findOffers } from "./offer.ts";

const nobody = { subject: "self-test", roles: new Set<string>() };
const noCustomer = "00000000-0000-4000-8000-000000000000";

/** For self-tests: a read that shows that the other service answers, whatever it holds. */
export const probes: Readonly<Record<string, (dependency: Dependency, trace: Trace) => Promise<unknown>>> = {
  customers: (customers, trace) => findBuyer(customers, noCustomer, nobody, trace),
  products: (products, trace) => findOffers(products, ["self-test"], trace),
};
