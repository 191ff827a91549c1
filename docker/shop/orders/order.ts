import type { z } from "zod";
import type { orders } from "../../../contracts/source/orders.ts";

type Operations = (typeof orders)["operations"];

/** A delivery slot as the contract has it. */
export type Slot = z.output<Operations["getSlot"]["responses"][200]["body"]>;
/** An order as the contract has it. */
export type Order = z.output<Operations["getOrder"]["responses"][200]["body"]>;
/** What was ordered from the retailer, as the contract has it. */
export type RetailerOrder = z.output<Operations["getRetailerOrder"]["responses"][200]["body"]>;
/** How an order reaches the customer. */
export type ShoppingMethod = Order["method"];
