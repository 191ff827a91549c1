import type { z } from "zod";
import type { carts } from "../../../contracts/source/carts.ts";

/** A cart as the contract has it. */
export type Cart = z.output<(typeof carts)["operations"]["getCart"]["responses"][200]["body"]>;

/** Different products in one cart, at the most. */
export const maximumItems = 100;
