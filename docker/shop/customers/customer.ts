import type { z } from "zod";
import type { customers } from "../../../contracts/source/customers.ts";

/** A customer as the contract has it. */
export type Customer = z.output<(typeof customers)["operations"]["getCustomer"]["responses"][200]["body"]>;
