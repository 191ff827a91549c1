import { z } from "zod";
import { defineContract, linksTo } from "./kit/index.ts";
import { location } from "./shop/headers.ts";
import { operating } from "./shop/operating.ts";
import { operation } from "./shop/operation.ts";
import { demoSubject, seededCustomers } from "./shop/seeds.ts";
import { centimes, id, quantity, sku, subject } from "./shop/types.ts";

const line = z.strictObject({ sku, quantity, priceCentimes: centimes }).meta({ id: "CartItem" });
const newCart = z.strictObject({ customerId: id }).meta({ id: "NewCart" });
const cart = z
  .strictObject({
    id,
    owner: subject,
    customerId: id,
    items: z.array(line).max(100).meta({ description: "In the order of their sku." }),
    totalCentimes: centimes,
  })
  .meta({ id: "Cart" });
const itemQuantity = z.strictObject({ quantity }).meta({ id: "ItemQuantity" });

const emptyCart = {
  id: "3b9d2c5e-7f10-4b6a-9a55-0c4d1f2e8a77",
  owner: demoSubject,
  customerId: seededCustomers.adult,
  items: [],
  totalCentimes: 0,
};
const filledCart = {
  ...emptyCart,
  items: [{ sku: "milk-1l", quantity: 2, priceCentimes: 195 }],
  totalCentimes: 390,
};
const cartId = { cartId: "$response.body#/id" };
const milk = sku.meta({ examples: ["milk-1l"] });

/** Carts, in which a customer gathers what will be ordered. */
export const carts = defineContract({
  service: "carts",
  version: "1.0.0",
  title: "Carts",
  description: "A customer gathers products; what may not be bought does not get into the cart.",
  extension: {
    token: { encrypted: true, maxLifetimeSeconds: 300 },
    capacity: { ratedRequestsPerSecond: 200, p99Milliseconds: 100 },
    database: { maxConnections: 10 },
    dependencies: [
      { service: "products", range: "^1", maxRequestsPerSecond: 50 },
      { service: "customers", range: "^1", maxRequestsPerSecond: 50 },
    ],
    metrics: "/metrics",
  },
  operations: {
    createCart: operation({
      method: "post",
      path: "/v1/carts",
      summary: "Opens an empty cart for one of the caller's customers",
      roles: ["customer"],
      creates: true,
      body: newCart,
      examples: { private: { customerId: seededCustomers.adult } },
      responses: {
        201: {
          description: "The cart is open.",
          headers: { Location: location(/^\/v1\/carts\/[0-9a-f-]{36}$/) },
          body: cart,
          links: {
            ...linksTo(cartId, "getCart", "deleteCart"),
            putItem: { parameters: { ...cartId, sku: "milk-1l" }, requestBody: { quantity: 2 } },
            deleteItem: { parameters: { ...cartId, sku: "milk-1l" } },
          },
          examples: { empty: emptyCart },
        },
      },
      refuses: ["customer-unknown"],
    }),
    getCart: operation({
      method: "get",
      path: "/v1/carts/{cartId}",
      summary: "Reads a cart",
      roles: ["customer", "clerk", "service"],
      pathParameters: { cartId: id },
      responses: { 200: { description: "The cart.", body: cart, examples: { filled: filledCart } } },
      extension: { neverExpires: true },
    }),
    putItem: operation({
      method: "put",
      path: "/v1/carts/{cartId}/items/{sku}",
      summary: "Sets how many pieces of a product are in a cart",
      description: "The product must be on offer, within its quantity limit, and allowed at the customer's age.",
      roles: ["customer"],
      pathParameters: { cartId: id, sku: milk },
      body: itemQuantity,
      examples: { two: { quantity: 2 } },
      responses: {
        200: {
          description: "The cart with the product.",
          body: cart,
          links: { deleteItem: { parameters: { ...cartId, sku: "$request.path.sku" } } },
          examples: { filled: filledCart },
        },
      },
      refuses: ["product-not-sold", "quantity-above-limit", "customer-too-young"],
    }),
    deleteItem: operation({
      method: "delete",
      path: "/v1/carts/{cartId}/items/{sku}",
      summary: "Takes a product out of a cart; one that is not in it leaves the cart as it is",
      roles: ["customer"],
      pathParameters: { cartId: id, sku: milk },
      responses: { 200: { description: "The cart without the product.", body: cart, examples: { empty: emptyCart } } },
    }),
    deleteCart: operation({
      method: "delete",
      path: "/v1/carts/{cartId}",
      summary: "Removes a cart",
      roles: ["customer", "clerk"],
      pathParameters: { cartId: id },
      responses: { 204: { description: "The cart is gone." } },
    }),
    ...operating("carts", "carts"),
  },
});
