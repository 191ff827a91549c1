import { randomUUID } from "node:crypto";
import type { orders } from "../../../contracts/source/orders.ts";
import { today } from "../domain/age.ts";
import { findBuyer } from "../domain/buyer.ts";
import { findOffers } from "../domain/offer.ts";
import { created, noContent, ok } from "../platform/answer.ts";
import type { Caller } from "../platform/authenticate.ts";
import { maySee } from "../platform/authorize.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import type { Handlers } from "../platform/operation.ts";
import { notFound, Problem, refusal } from "../platform/problem.ts";
import type { Surroundings } from "../platform/service.ts";
import { writeInstant } from "./instant.ts";
import type { Order, ShoppingMethod } from "./order.ts";
import { deleteOrder, findOrder, insertOrder, lockOrder, setState } from "./order-table.ts";
import { forgetOrder } from "./retailer-table.ts";
import { priceOrder } from "./rules.ts";
import { findSlot, freePlace, takePlace } from "./slot-table.ts";

type OrderHandlers = Pick<
  Handlers<typeof orders>,
  "placeOrder" | "getOrder" | "confirmOrder" | "cancelOrder" | "deleteOrder"
>;

/** Orders, from placed to sent or cancelled. Each transaction locks the order first, then the slot. */
export function createOrderHandlers({ database, dependency }: Surroundings): OrderHandlers {
  const customers = dependency("customers");
  const products = dependency("products");
  return {
    async placeOrder({ caller, trace, body, transaction }) {
      const { customerId, method, slotId, items } = body;
      const skus = items.map(({ sku }) => sku);
      const [buyer, offers] = await Promise.all([
        findBuyer(customers, customerId, caller, trace),
        findOffers(products, skus, trace),
      ]);
      if (buyer === undefined) throw refusal("customer-unknown", "The caller has no customer with this id.");
      const priced = priceOrder(body, offers, buyer, today());
      const order: Order = {
        ...{ id: randomUUID(), owner: caller.subject, customerId, method, slotId },
        ...priced,
        ...{ state: "placed", placedAt: writeInstant(new Date()) },
      };
      return transaction(async (client) => {
        await reservePlace(client, slotId, method);
        await insertOrder(client, order);
        return created(`/v1/orders/${order.id}`, order);
      });
    },
    async getOrder({ caller, path: { orderId } }) {
      return ok(await readOrder(database, orderId, caller));
    },
    async confirmOrder({ caller, path: { orderId }, transaction }) {
      return transaction(async (client) => {
        await lockOrder(client, orderId);
        const order = await readOrder(client, orderId, caller);
        if (order.state === "cancelled") throw new Problem(409, "order-cancelled", "The order was cancelled.");
        if (order.state !== "placed") return ok(order);
        await setState(client, [orderId], "confirmed");
        return ok({ ...order, state: "confirmed" });
      });
    },
    async cancelOrder({ caller, path: { orderId }, transaction }) {
      return transaction(async (client) => {
        await lockOrder(client, orderId);
        const order = await readOrder(client, orderId, caller);
        if (order.state === "cancelled") return ok(order);
        if (order.state === "sent") throw alreadySent();
        await setState(client, [orderId], "cancelled");
        await freePlace(client, order.slotId);
        return ok({ ...order, state: "cancelled" });
      });
    },
    async deleteOrder({ caller, path: { orderId }, transaction }) {
      return transaction(async (client) => {
        await lockOrder(client, orderId);
        const order = await readOrder(client, orderId, caller);
        if (order.state === "sent" && !caller.roles.has("clerk")) throw alreadySent();
        await deleteOrder(client, orderId);
        await forgetOrder(client, orderId);
        if (order.state !== "cancelled") await freePlace(client, order.slotId);
        return noContent;
      });
    },
  };
}

async function readOrder(database: Queryable, id: string, caller: Caller): Promise<Order> {
  const order = await findOrder(database, id);
  if (order === undefined || !maySee(caller, order)) throw notFound("order");
  return order;
}

async function reservePlace(client: Transaction, slotId: string, method: ShoppingMethod): Promise<void> {
  const slot = await findSlot(client, slotId);
  if (slot === undefined) throw refusal("slot-unknown", "There is no such slot.");
  if (slot.method !== method) throw refusal("slot-method-mismatch", `The slot is for ${slot.method}.`);
  if (!(await takePlace(client, slotId))) throw refusal("slot-full", "The slot has no place left.");
}

function alreadySent(): Problem {
  return new Problem(409, "order-already-sent", "The order was sent to the retailer.");
}
