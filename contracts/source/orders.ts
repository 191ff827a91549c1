import { z } from "zod";
import { defineContract, linksTo } from "./kit/index.ts";
import * as example from "./orders-examples.ts";
import { jobStatus, newOrder, newSlot, order, retailerOrder, shoppingMethod, slot } from "./orders-schemas.ts";
import { location } from "./shop/headers.ts";
import { operating } from "./shop/operating.ts";
import { operation } from "./shop/operation.ts";
import { seededSlots } from "./shop/seeds.ts";
import { id } from "./shop/types.ts";

const slotId = { slotId: "$response.body#/id" };
const orderId = { orderId: "$response.body#/id" };
const orderLinks = linksTo(orderId, "getOrder", "deleteOrder");

/** Orders, the delivery slots that they take, and the retailer orders that they become. */
export const orders = defineContract({
  service: "orders",
  version: "1.0.0",
  title: "Orders",
  description: "Orders take a place in a delivery slot; a job sends the confirmed ones to the retailer.",
  extension: {
    token: { encrypted: true, maxLifetimeSeconds: 300 },
    capacity: { ratedRequestsPerSecond: 100, p99Milliseconds: 200 },
    database: { maxConnections: 10 },
    dependencies: [
      { service: "products", range: "^1", maxRequestsPerSecond: 50 },
      { service: "customers", range: "^1", maxRequestsPerSecond: 50 },
    ],
    jobs: [{ name: "send-retailer-orders", everySeconds: 1, maxSilenceSeconds: 10, timeoutSeconds: 5 }],
    metrics: "/metrics",
  },
  operations: {
    createSlot: operation({
      method: "post",
      path: "/v1/slots",
      summary: "Opens a delivery slot",
      roles: ["clerk"],
      creates: true,
      body: newSlot,
      examples: { home: example.newSlot },
      responses: {
        201: {
          description: "The slot is open.",
          headers: { Location: location(/^\/v1\/slots\/[0-9a-f-]{36}$/) },
          body: slot,
          links: {
            ...linksTo(slotId, "getSlot", "deleteSlot"),
            placeOrder: {
              description: "An order that every shopping method accepts.",
              requestBody: {
                ...example.newOrder,
                method: "{$response.body#/method}",
                slotId: "{$response.body#/id}",
              },
            },
          },
          examples: { home: example.slot },
        },
      },
    }),
    getSlot: operation({
      method: "get",
      path: "/v1/slots/{slotId}",
      summary: "Reads a slot",
      roles: ["customer", "clerk", "service"],
      pathParameters: { slotId: id.meta({ examples: [seededSlots.HOME] }) },
      responses: { 200: { description: "The slot.", body: slot, examples: { home: example.slot } } },
    }),
    listSlots: operation({
      method: "get",
      path: "/v1/slots",
      summary: "Lists slots in the order of their start",
      roles: ["customer", "clerk", "service"],
      query: { method: shoppingMethod.optional().meta({ examples: ["HOME"] }) },
      responses: {
        200: {
          description: "The next slots, 100 at the most.",
          body: z.strictObject({ slots: z.array(slot).max(100) }).meta({ id: "SlotList" }),
          examples: { one: { slots: [example.slot] } },
        },
      },
    }),
    deleteSlot: operation({
      method: "delete",
      path: "/v1/slots/{slotId}",
      summary: "Removes a slot that has no live order",
      roles: ["clerk"],
      pathParameters: { slotId: id },
      responses: { 204: { description: "The slot is gone." } },
      conflicts: ["slot-in-use"],
    }),
    placeOrder: operation({
      method: "post",
      path: "/v1/orders",
      summary: "Places an order",
      description:
        "HOME: goods for CHF 99 or more, fee CHF 7.90, none with a delivery pass. PICK-UP: goods for CHF 99 or more, " +
        "no fee. DRIVE: no minimum, no fee.",
      roles: ["customer"],
      creates: true,
      body: newOrder,
      examples: { home: example.newOrder },
      responses: {
        201: {
          description: "The order is placed and has its place in the slot.",
          headers: { Location: location(/^\/v1\/orders\/[0-9a-f-]{36}$/) },
          body: order,
          links: {
            ...orderLinks,
            ...linksTo(orderId, "cancelOrder", "confirmOrder"),
            ...linksTo({ slotId: "$response.body#/slotId" }, "getSlot"),
          },
          examples: { home: example.order },
        },
      },
      refuses: [
        "below-minimum",
        "slot-full",
        "slot-unknown",
        "slot-method-mismatch",
        "customer-unknown",
        "product-not-sold",
        "quantity-above-limit",
        "customer-too-young",
      ],
    }),
    getOrder: operation({
      method: "get",
      path: "/v1/orders/{orderId}",
      summary: "Reads an order",
      roles: ["customer", "clerk", "service"],
      pathParameters: { orderId: id },
      responses: { 200: { description: "The order.", body: order, examples: { home: example.order } } },
      extension: { neverExpires: true },
    }),
    confirmOrder: operation({
      method: "post",
      path: "/v1/orders/{orderId}/confirmation",
      summary: "Confirms an order, so that the retailer gets it; again changes nothing",
      roles: ["customer"],
      pathParameters: { orderId: id },
      responses: {
        200: {
          description: "The order, confirmed or already sent.",
          body: order,
          links: { ...orderLinks, ...linksTo(orderId, "listRetailerOrders") },
          examples: { confirmed: { ...example.order, state: "confirmed" } },
        },
      },
      conflicts: ["order-cancelled"],
    }),
    cancelOrder: operation({
      method: "post",
      path: "/v1/orders/{orderId}/cancellation",
      summary: "Cancels an order and frees its place in the slot; again changes nothing",
      roles: ["customer", "clerk"],
      pathParameters: { orderId: id },
      responses: {
        200: {
          description: "The cancelled order.",
          body: order,
          links: { ...orderLinks, ...linksTo({ slotId: "$response.body#/slotId" }, "getSlot") },
          examples: { cancelled: { ...example.order, state: "cancelled" } },
        },
      },
      conflicts: ["order-already-sent"],
    }),
    deleteOrder: operation({
      method: "delete",
      path: "/v1/orders/{orderId}",
      summary: "Removes an order and frees its place in the slot; one that was sent only by a clerk",
      roles: ["customer", "clerk"],
      pathParameters: { orderId: id },
      responses: { 204: { description: "The order is gone." } },
      conflicts: ["order-already-sent"],
    }),
    listRetailerOrders: operation({
      method: "get",
      path: "/v1/retailer-orders",
      summary: "Lists the retailer orders that hold an order: none until it was sent, then one",
      roles: ["clerk"],
      query: { orderId: id.meta({ examples: [example.order.id] }) },
      responses: {
        200: {
          description: "The retailer orders.",
          body: z.strictObject({ retailerOrders: z.array(retailerOrder).max(100) }).meta({ id: "RetailerOrderList" }),
          links: linksTo(
            { retailerOrderId: "$response.body#/retailerOrders/0/id" },
            "getRetailerOrder",
            "deleteRetailerOrder",
          ),
          examples: { sent: { retailerOrders: [example.retailerOrder] } },
        },
      },
    }),
    getRetailerOrder: operation({
      method: "get",
      path: "/v1/retailer-orders/{retailerOrderId}",
      summary: "Reads a retailer order",
      roles: ["clerk"],
      pathParameters: { retailerOrderId: id },
      responses: {
        200: { description: "The retailer order.", body: retailerOrder, examples: { sent: example.retailerOrder } },
      },
    }),
    deleteRetailerOrder: operation({
      method: "delete",
      path: "/v1/retailer-orders/{retailerOrderId}",
      summary: "Removes a retailer order",
      roles: ["clerk"],
      pathParameters: { retailerOrderId: id },
      responses: { 204: { description: "The retailer order is gone." } },
    }),
    listJobs: operation({
      method: "get",
      path: "/v1/jobs",
      summary: "What the service's recurrent jobs are doing",
      roles: ["operator", "clerk"],
      responses: {
        200: {
          description: "The jobs.",
          body: z.strictObject({ jobs: z.array(jobStatus).max(20) }).meta({ id: "JobList" }),
          examples: { idle: { jobs: [example.job] } },
        },
      },
    }),
    ...operating("orders", "orders", "slots", "retailerOrders"),
  },
});
