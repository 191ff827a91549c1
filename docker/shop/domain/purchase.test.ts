import { expect, test } from "vitest";
import { ageOn } from "./age.ts";
import { refusePurchase } from "./purchase.ts";

const today = "2026-03-10";
const offer = { sku: "wine", priceCentimes: 1490, minimumAge: 16, sold: true, maximumQuantity: 6 };
const buyer = { owner: "anna", kind: "private" as const, birthDate: "1980-05-17", deliveryPass: false };
const purchase = { sku: "wine", quantity: 6, offer, buyer };

test.each([
  ["2010-03-10", 16],
  ["2010-03-11", 15],
  ["2008-02-29", 18],
  ["2030-01-01", -4],
])("somebody born on %s is %i", (birthDate, age) => {
  expect(ageOn(birthDate, today)).toBe(age);
});

test("allows what is on offer, within its limit, at the age", () => {
  expect(refusePurchase(purchase, today)).toBeUndefined();
  expect(refusePurchase({ ...purchase, buyer: { ...buyer, birthDate: "2010-03-10" } }, today)).toBeUndefined();
});

test.each([
  ["product-not-sold", { offer: undefined }],
  ["product-not-sold", { offer: { ...offer, sold: false } }],
  ["quantity-above-limit", { quantity: 7 }],
  ["customer-too-young", { buyer: { ...buyer, birthDate: "2010-03-11" } }],
  ["customer-too-young", { buyer: undefined }],
])("refuses with %s", (slug, change) => {
  expect(refusePurchase({ ...purchase, ...change }, today)?.slug).toBe(slug);
});

test("does not ask a business for its age, and nobody where there is no limit", () => {
  const business = { owner: "anna", kind: "business" as const, deliveryPass: false };
  expect(refusePurchase({ ...purchase, buyer: business }, today)).toBeUndefined();
  expect(refusePurchase({ ...purchase, offer: { ...offer, minimumAge: 0 }, buyer: undefined }, today)).toBeUndefined();
});
