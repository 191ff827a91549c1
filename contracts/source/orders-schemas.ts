import { z } from "zod";
import { centimes, dateTime, id, message, quantity, sku, subject } from "./shop/types.ts";

/** How an order reaches the customer. */
export const shoppingMethod = z.enum(["HOME", "DRIVE", "PICK-UP"]).meta({ id: "ShoppingMethod" });

const slotFields = { method: shoppingMethod, startsAt: dateTime, capacity: z.int().min(1).max(1000) };
export const newSlot = z.strictObject(slotFields).meta({ id: "NewSlot" });
export const slot = z
  .strictObject({ id, ...slotFields, available: z.int().min(0).max(1000).meta({ description: "Places left." }) })
  .meta({ id: "Slot" });

const item = z.strictObject({ sku, quantity }).meta({ id: "OrderItem" });
const orderFields = { customerId: id, method: shoppingMethod, slotId: id };
export const newOrder = z
  .strictObject({ ...orderFields, items: z.array(item).min(1).max(50) })
  .meta({ id: "NewOrder" });
export const order = z
  .strictObject({
    id,
    owner: subject,
    ...orderFields,
    items: z
      .array(z.strictObject({ sku, quantity, priceCentimes: centimes }).meta({ id: "PricedItem" }))
      .min(1)
      .max(50),
    goodsCentimes: centimes,
    feeCentimes: centimes,
    totalCentimes: centimes,
    state: z.enum(["placed", "confirmed", "sent", "cancelled"]),
    placedAt: dateTime,
  })
  .meta({ id: "Order" });

const fencingToken = z.int().min(0).max(Number.MAX_SAFE_INTEGER).meta({
  description: "Grows with every reservation of the job; a write with an older one is refused.",
});
export const retailerOrder = z
  .strictObject({
    id,
    sentAt: dateTime,
    fencingToken,
    orderIds: z.array(id).min(1).max(1000),
    items: z
      .array(
        z
          .strictObject({ sku, quantity: z.int().min(1).max(1_000_000) })
          .meta({ id: "RetailerItem", description: "One product, summed up over the orders." }),
      )
      .min(1)
      .max(1000),
  })
  .meta({ id: "RetailerOrder" });

export const jobStatus = z
  .strictObject({
    name: message(100),
    state: z.enum(["idle", "running"]),
    worker: message(200).optional(),
    fencingToken,
    startedAt: dateTime.optional(),
    heartbeatAt: dateTime.optional(),
    lastCompletedAt: dateTime.optional(),
  })
  .meta({ id: "JobStatus" });
