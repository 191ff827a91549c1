import { randomUUID } from "node:crypto";
import { carts } from "../../../contracts/source/carts.ts";
import { today } from "../domain/age.ts";
import { findBuyer } from "../domain/buyer.ts";
import { findOffers } from "../domain/offer.ts";
import { probes } from "../domain/probes.ts";
import { refusePurchase } from "../domain/purchase.ts";
import { created, noContent, ok } from "../platform/answer.ts";
import type { Caller } from "../platform/authenticate.ts";
import { maySee } from "../platform/authorize.ts";
import type { Queryable, Transaction } from "../platform/database.ts";
import type { Handlers } from "../platform/operation.ts";
import { notFound, refusal } from "../platform/problem.ts";
import type { ServiceDefinition, Surroundings } from "../platform/service.ts";
import { type Cart, maximumItems } from "./cart.ts";
import { countCarts, deleteCart, deleteItem, findCart, insertCart, lockCart, migrations, putItem } from "./tables.ts";

/** Carts, and what may get into them. */
export const cartsService: ServiceDefinition<typeof carts> = {
  contract: carts,
  migrations,
  createHandlers,
  selfTest,
  probes,
};

function createHandlers({ database, dependency }: Surroundings): Handlers<typeof carts> {
  const customers = dependency("customers");
  const products = dependency("products");
  return {
    async createCart({ caller, trace, body: { customerId }, transaction }) {
      const buyer = await findBuyer(customers, customerId, caller, trace);
      if (buyer === undefined) throw refusal("customer-unknown", "The caller has no customer with this id.");
      const cart: Cart = { id: randomUUID(), owner: caller.subject, customerId, items: [], totalCentimes: 0 };
      return transaction(async (client) => {
        await insertCart(client, cart);
        return created(`/v1/carts/${cart.id}`, cart);
      });
    },
    async getCart({ caller, path: { cartId } }) {
      return ok(await readCart(database, cartId, caller));
    },
    async putItem({ caller, trace, path: { cartId, sku }, body: { quantity }, transaction }) {
      const { customerId } = await readCart(database, cartId, caller);
      const offer = (await findOffers(products, [sku], trace)).get(sku);
      const isRestricted = offer !== undefined && offer.minimumAge > 0;
      const buyer = isRestricted ? await findBuyer(customers, customerId, caller, trace) : undefined;
      const problem = refusePurchase({ sku, quantity, offer, buyer }, today());
      if (problem !== undefined || offer === undefined) throw problem;
      return transaction(async (client) => {
        await lockCart(client, cartId);
        const { items } = await readCart(client, cartId, caller);
        if (items.length >= maximumItems && !items.some((item) => item.sku === sku)) {
          throw refusal("quantity-above-limit", `A cart takes ${maximumItems} different products.`);
        }
        await putItem(client, cartId, { sku, quantity, priceCentimes: offer.priceCentimes });
        return ok(await findCart(client, cartId));
      });
    },
    async deleteItem({ caller, path: { cartId, sku }, transaction }) {
      return transaction(async (client) => {
        await lockCart(client, cartId);
        await readCart(client, cartId, caller);
        await deleteItem(client, cartId, sku);
        return ok(await findCart(client, cartId));
      });
    },
    async deleteCart({ caller, path: { cartId }, transaction }) {
      return transaction(async (client) => {
        await readCart(client, cartId, caller);
        if (!(await deleteCart(client, cartId))) throw notFound("cart");
        return noContent;
      });
    },
    async getCounts() {
      return ok({ carts: await countCarts(database) });
    },
  };
}

async function readCart(database: Queryable, id: string, caller: Caller): Promise<Cart> {
  const cart = await findCart(database, id);
  if (cart === undefined || !maySee(caller, cart)) throw notFound("cart");
  return cart;
}

/** A cart can be opened, filled, emptied and removed. */
async function selfTest(client: Transaction): Promise<void> {
  const cart = { id: randomUUID(), owner: "self-test", customerId: randomUUID() };
  await insertCart(client, cart);
  await putItem(client, cart.id, { sku: "self-test", quantity: 2, priceCentimes: 150 });
  if ((await findCart(client, cart.id))?.totalCentimes !== 300) throw new Error("a cart was summed up wrongly");
  await deleteItem(client, cart.id, "self-test");
  if ((await findCart(client, cart.id))?.items.length !== 0) throw new Error("an item is still in the cart");
  await deleteCart(client, cart.id);
  if ((await findCart(client, cart.id)) !== undefined) throw new Error("a removed cart is still there");
}
