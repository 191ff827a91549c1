import type { Buyer } from "../domain/buyer.ts";
import type { Offer } from "../domain/offer.ts";
import { refusePurchase } from "../domain/purchase.ts";
import { refusal } from "../platform/problem.ts";
import type { Order, RetailerOrder, ShoppingMethod } from "./order.ts";

/** What each shopping method costs, and from which value of goods it is offered; in centimes. */
const conditions: Readonly<Record<ShoppingMethod, { readonly minimum: number; readonly fee: number }>> = {
  HOME: { minimum: 9_900, fee: 790 },
  DRIVE: { minimum: 0, fee: 0 },
  "PICK-UP": { minimum: 9_900, fee: 0 },
};

/** What a customer wants. */
export interface Wish {
  readonly method: ShoppingMethod;
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Prices an order. Throws `Problem` 422 where a rule of the shop says no. */
export function priceOrder(
  { method, items }: Wish,
  offers: ReadonlyMap<string, Offer>,
  buyer: Buyer,
  today: string,
): Pick<Order, "items" | "goodsCentimes" | "feeCentimes" | "totalCentimes"> {
  for (const [sku, quantity] of sumBySku(items)) {
    const problem = refusePurchase({ sku, quantity, offer: offers.get(sku), buyer }, today);
    if (problem !== undefined) throw problem;
  }
  const priced = items.map((item) => ({ ...item, priceCentimes: (offers.get(item.sku) as Offer).priceCentimes }));
  const goodsCentimes = priced.reduce((sum, { quantity, priceCentimes }) => sum + quantity * priceCentimes, 0);
  const { minimum, fee } = conditions[method];
  if (goodsCentimes < minimum) {
    throw refusal("below-minimum", `${method} needs goods for CHF ${(minimum / 100).toFixed(2)} or more.`);
  }
  const feeCentimes = buyer.deliveryPass ? 0 : fee;
  return { items: priced, goodsCentimes, feeCentimes, totalCentimes: goodsCentimes + feeCentimes };
}

const maximumProducts = 1_000;

/** Sums up orders, the first ones first, as far as one retailer order holds their products; the others wait. */
export function gatherForRetailer(
  orders: readonly Pick<Order, "id" | "items">[],
): Pick<RetailerOrder, "orderIds" | "items"> {
  const orderIds: string[] = [];
  let items: { sku: string; quantity: number }[] = [];
  for (const order of orders) {
    const sums = sumBySku([...items, ...order.items]);
    if (sums.size > maximumProducts) break;
    orderIds.push(order.id);
    items = [...sums].map(([sku, quantity]) => ({ sku, quantity }));
  }
  return { orderIds, items: items.toSorted((one, other) => (one.sku < other.sku ? -1 : 1)) };
}

function sumBySku(items: Wish["items"]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of items) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
}
