import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seededCustomers, seededSlots } from "../../contracts/source/shop/seeds.ts";
import { startTestShop, type TestShop } from "./testing/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const clerk = { roles: ["clerk"] };
const problem = (slug: string) => ({ type: `https://tercet.example/problems/${slug}` });
const create = (service: "carts" | "orders", path: string, body: unknown, options = {}) =>
  shop.call(service, "POST", path, { key: crypto.randomUUID(), body, ...options });

describe("carts", () => {
  const openCart = async (customerId: string) => (await create("carts", "/v1/carts", { customerId })).body;
  const put = (id: string, sku: string, quantity: number) =>
    shop.call("carts", "PUT", `/v1/carts/${id}/items/${sku}`, { body: { quantity } });

  test("a customer fills, changes and empties a cart", async () => {
    const cart = await openCart(seededCustomers.adult);
    expect(cart).toMatchObject({ owner: "demo-shopper", items: [], totalCentimes: 0 });
    await put(cart.id, "milk-1l", 2);
    const { body } = await put(cart.id, "bread-500g", 1);
    expect(body.items.map(({ sku }: { sku: string }) => sku)).toEqual(["bread-500g", "milk-1l"]);
    expect(body.totalCentimes).toBe(740);
    expect((await put(cart.id, "milk-1l", 3)).body.totalCentimes).toBe(935);
    const path = `/v1/carts/${cart.id}`;
    expect((await shop.call("carts", "DELETE", `${path}/items/milk-1l`)).body.totalCentimes).toBe(350);
    expect((await shop.call("carts", "DELETE", `${path}/items/milk-1l`)).body.totalCentimes).toBe(350);
    expect(await shop.call("carts", "DELETE", path)).toMatchObject({ status: 204 });
    expect(await shop.call("carts", "GET", path)).toMatchObject({ status: 404 });
  });

  test.each([
    ["product-not-sold", "discontinued-cola", 1, "adult"],
    ["product-not-sold", "unknown-sku", 1, "adult"],
    ["quantity-above-limit", "milk-1l", 25, "adult"],
    ["customer-too-young", "wine-merlot", 1, "minor"],
  ] as const)("%s: %s, %i pieces, %s; the cart stays as it was", async (slug, sku, quantity, who) => {
    const cart = await openCart(seededCustomers[who]);
    expect(await put(cart.id, sku, quantity)).toMatchObject({ status: 422, body: problem(slug) });
    expect((await shop.call("carts", "GET", `/v1/carts/${cart.id}`)).body).toEqual(cart);
    await shop.call("carts", "DELETE", `/v1/carts/${cart.id}`);
  });

  test("adults and businesses may buy vodka", async () => {
    for (const who of ["adult", "business"] as const) {
      const cart = await openCart(seededCustomers[who]);
      expect(await put(cart.id, "vodka-70cl", 1)).toMatchObject({ status: 200 });
      await shop.call("carts", "DELETE", `/v1/carts/${cart.id}`);
    }
  });

  test("a cart is opened only for a customer of the caller", async () => {
    const body = { customerId: seededCustomers.adult };
    expect(await create("carts", "/v1/carts", body, { subject: "eva" })).toMatchObject({
      status: 422,
      body: problem("customer-unknown"),
    });
  });
});

describe("orders", () => {
  const openSlot = async (capacity: number, method = "HOME") =>
    (await create("orders", "/v1/slots", { method, startsAt: "2099-01-01T08:00:00Z", capacity }, clerk)).body;
  const readSlot = async (id: string) => (await shop.call("orders", "GET", `/v1/slots/${id}`)).body;
  const wish = { customerId: seededCustomers.adult, method: "HOME", items: [{ sku: "coffee-1kg", quantity: 6 }] };
  const place = (slotId: string, change = {}) => create("orders", "/v1/orders", { ...wish, slotId, ...change });
  const change = (id: string, what: string) => shop.call("orders", "POST", `/v1/orders/${id}/${what}`);
  const remove = (path: string, options = {}) => shop.call("orders", "DELETE", path, options);

  test("a home delivery costs its fee and takes a place; cancelling frees it, once", async () => {
    const slot = await openSlot(2);
    const { body: order } = await place(slot.id);
    expect(order).toMatchObject({ goodsCentimes: 11_340, feeCentimes: 790, totalCentimes: 12_130, state: "placed" });
    expect(await readSlot(slot.id)).toMatchObject({ available: 1 });
    expect(await remove(`/v1/slots/${slot.id}`, clerk)).toMatchObject({ status: 409, body: problem("slot-in-use") });
    expect((await change(order.id, "cancellation")).body.state).toBe("cancelled");
    expect((await change(order.id, "cancellation")).body.state).toBe("cancelled");
    expect(await readSlot(slot.id)).toMatchObject({ available: 2 });
    expect(await change(order.id, "confirmation")).toMatchObject({ status: 409, body: problem("order-cancelled") });
    expect(await remove(`/v1/orders/${order.id}`)).toMatchObject({ status: 204 });
    expect(await readSlot(slot.id)).toMatchObject({ available: 2 });
    expect(await remove(`/v1/slots/${slot.id}`, clerk)).toMatchObject({ status: 204 });
  });

  test("many orders at once never take more places than there are", async () => {
    const slot = await openSlot(3);
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(slot.id)));
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed).toHaveLength(3);
    for (const { status, body } of answers.filter(({ status }) => status !== 201)) {
      expect({ status, body }).toMatchObject({ status: 422, body: problem("slot-full") });
    }
    expect(await readSlot(slot.id)).toMatchObject({ available: 0 });
    for (const { body } of placed) await remove(`/v1/orders/${body.id}`);
    expect(await remove(`/v1/slots/${slot.id}`, clerk)).toMatchObject({ status: 204 });
  });

  test.each([
    ["below-minimum", seededSlots.HOME, { items: [{ sku: "milk-1l", quantity: 1 }] }],
    ["slot-unknown", "00000000-0000-4000-8000-00000000dead", {}],
    ["slot-method-mismatch", seededSlots.DRIVE, {}],
    ["customer-unknown", seededSlots.HOME, { customerId: "00000000-0000-4000-8000-00000000dead" }],
    ["product-not-sold", seededSlots.HOME, { items: [{ sku: "discontinued-cola", quantity: 1 }] }],
    ["quantity-above-limit", seededSlots.HOME, { items: [{ sku: "bread-500g", quantity: 11 }] }],
    [
      "customer-too-young",
      seededSlots.HOME,
      { customerId: seededCustomers.minor, items: [{ sku: "wine-merlot", quantity: 9 }] },
    ],
  ])("%s is refused and takes no place", async (slug, slotId, change) => {
    expect(await place(slotId, change)).toMatchObject({ status: 422, body: problem(slug) });
    expect(await readSlot(seededSlots.HOME)).toMatchObject({ available: 1000 });
  });

  test("DRIVE serves what HOME refuses as too little", async () => {
    const little = { method: "DRIVE", items: [{ sku: "milk-1l", quantity: 1 }] };
    const { status, body } = await place(seededSlots.DRIVE, little);
    expect({ status, body }).toMatchObject({ status: 201, body: { feeCentimes: 0, totalCentimes: 195 } });
    await remove(`/v1/orders/${body.id}`);
  });

  test("a confirmed order is sent to the retailer exactly once; one that is only placed is not", async () => {
    const slot = await openSlot(10);
    const placed = (await place(slot.id)).body;
    const confirmed = await Promise.all(Array.from({ length: 4 }, async () => (await place(slot.id)).body));
    await Promise.all(confirmed.map(({ id }) => change(id, "confirmation")));
    const stateOf = async (id: string) => (await shop.call("orders", "GET", `/v1/orders/${id}`)).body.state;
    await expect
      .poll(() => Promise.all(confirmed.map(({ id }) => stateOf(id))), { timeout: 15_000, interval: 200 })
      .toEqual(["sent", "sent", "sent", "sent"]);
    expect(await stateOf(placed.id)).toBe("placed");
    const retailerOrders = new Set<string>();
    for (const { id } of confirmed) {
      const { body } = await shop.call("orders", "GET", `/v1/retailer-orders?orderId=${id}`, clerk);
      expect(body.retailerOrders).toHaveLength(1);
      retailerOrders.add(body.retailerOrders[0].id);
    }
    expect(await change(confirmed[0].id, "cancellation")).toMatchObject({
      status: 409,
      body: problem("order-already-sent"),
    });
    expect(await remove(`/v1/orders/${confirmed[0].id}`)).toMatchObject({ status: 409 });
    for (const { id } of [placed, ...confirmed])
      expect(await remove(`/v1/orders/${id}`, clerk)).toMatchObject({ status: 204 });
    // With its last order a retailer order is gone too: nothing is left of what was tried.
    for (const id of retailerOrders)
      expect(await shop.call("orders", "GET", `/v1/retailer-orders/${id}`, clerk)).toMatchObject({ status: 404 });
    expect(await remove(`/v1/slots/${slot.id}`, clerk)).toMatchObject({ status: 204 });
    const { body } = await shop.call("orders", "GET", "/v1/jobs", clerk);
    expect(body.jobs).toMatchObject([{ name: "send-retailer-orders", lastCompletedAt: expect.any(String) }]);
  });
});
