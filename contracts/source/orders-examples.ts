import { demoSubject, seededCustomers, seededProducts, seededSlot, seededSlots } from "./shop/seeds.ts";

const coffee = { sku: "coffee-1kg", quantity: 6 };
const { priceCentimes } = seededProducts["coffee-1kg"];
const goodsCentimes = coffee.quantity * priceCentimes;
const feeCentimes = 790;

export const newSlot = { method: "HOME", ...seededSlot };
export const slot = { id: seededSlots.HOME, ...newSlot, available: 999 };

/** Worth more than the minimum of every shopping method. */
export const newOrder = {
  customerId: seededCustomers.adult,
  method: "HOME",
  slotId: seededSlots.HOME,
  items: [coffee],
};
export const order = {
  id: "5f0c6a1e-2d3b-4c8e-8f1a-6b7d9e0c2a41",
  owner: demoSubject,
  ...newOrder,
  items: [{ ...coffee, priceCentimes }],
  goodsCentimes,
  feeCentimes,
  totalCentimes: goodsCentimes + feeCentimes,
  state: "placed",
  placedAt: "2026-03-02T09:15:00Z",
};
export const retailerOrder = {
  id: "9c1d7e52-80aa-4e0f-b6c3-1f4e5d6a7b80",
  sentAt: "2026-03-02T09:15:04Z",
  fencingToken: 17,
  orderIds: [order.id],
  items: [coffee],
};
export const job = {
  name: "send-retailer-orders",
  state: "idle",
  fencingToken: 17,
  lastCompletedAt: "2026-03-02T09:15:04Z",
};
