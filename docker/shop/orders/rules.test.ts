import { expect, test } from "vitest";
import { gatherForRetailer, priceOrder } from "./rules.ts";

const today = "2026-03-10";
const buyer = { owner: "anna", kind: "private" as const, birthDate: "1980-05-17", deliveryPass: false };
const offer = (sku: string, priceCentimes: number) =>
  [sku, { sku, priceCentimes, minimumAge: 0, sold: true, maximumQuantity: 10 }] as const;
const offers = new Map([offer("coffee", 1_650), offer("gum", 1)]);
const price = (method: "HOME" | "DRIVE" | "PICK-UP", quantity: number, deliveryPass = false) =>
  priceOrder({ method, items: [{ sku: "coffee", quantity }] }, offers, { ...buyer, deliveryPass }, today);

test("HOME costs a fee from the minimum of CHF 99 on", () => {
  expect(price("HOME", 6)).toMatchObject({ goodsCentimes: 9_900, feeCentimes: 790, totalCentimes: 10_690 });
});

test("HOME is free with a delivery pass", () => {
  expect(price("HOME", 6, true)).toMatchObject({ feeCentimes: 0, totalCentimes: 9_900 });
});

test.each(["HOME", "PICK-UP"] as const)("%s is refused below the minimum, also with a delivery pass", (method) => {
  expect(() => price(method, 5)).toThrow(expect.objectContaining({ slug: "below-minimum" }));
  expect(() => price(method, 5, true)).toThrow(expect.objectContaining({ slug: "below-minimum" }));
});

test("DRIVE has neither minimum nor fee, PICK-UP no fee", () => {
  expect(price("DRIVE", 1)).toMatchObject({ totalCentimes: 1_650, feeCentimes: 0 });
  expect(price("PICK-UP", 6)).toMatchObject({ totalCentimes: 9_900, feeCentimes: 0 });
});

test("lines of the same product count together against its limit", () => {
  const items = [
    { sku: "gum", quantity: 6 },
    { sku: "gum", quantity: 5 },
  ];
  expect(() => priceOrder({ method: "DRIVE", items }, offers, buyer, today)).toThrow(
    expect.objectContaining({ slug: "quantity-above-limit" }),
  );
});

test("a retailer order sums up its orders by product", () => {
  const line = (sku: string, quantity: number) => ({ sku, quantity, priceCentimes: 1 });
  const orders = [
    { id: "1", items: [line("milk", 2), line("bread", 1)] },
    { id: "2", items: [line("milk", 3)] },
  ];
  expect(gatherForRetailer(orders)).toEqual({
    orderIds: ["1", "2"],
    items: [
      { sku: "bread", quantity: 1 },
      { sku: "milk", quantity: 5 },
    ],
  });
});

test("an order whose products find no room any more waits for the next retailer order", () => {
  const items = (prefix: string, length: number) =>
    Array.from({ length }, (_, index) => ({ sku: `${prefix}-${index}`, quantity: 1, priceCentimes: 1 }));
  const orders = [
    { id: "1", items: items("a", 990) },
    { id: "2", items: items("b", 50) },
  ];
  expect(gatherForRetailer(orders).orderIds).toEqual(["1"]);
});
