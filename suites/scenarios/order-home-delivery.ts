import { scenario } from "../kit/scenario.ts";

export default scenario({
  id: "order-home-delivery",
  title: "A customer can have an order delivered home",
  capability: "ordering",
  uses: { customers: "^1", carts: "^1", orders: "^1" },
  as: "customer",
  monitor: { everySeconds: 60, timeoutSeconds: 20, objective: { availability: 0.999, p95Milliseconds: 2000 } },
  async run({ customers, carts, orders, as, step, expect }) {
    const clerk = as("clerk");
    const slot = await step("The shop opens a home delivery slot", () =>
      clerk.orders.createSlot({ method: "HOME", startsAt: "2099-03-01T08:00:00Z", capacity: 5 }),
    );
    const customer = await step("A customer registers", () =>
      customers.createCustomer({
        kind: "private",
        name: "Beat Muster",
        email: "beat@example.com",
        birthDate: "1975-11-02",
      }),
    );

    const cart = await step("The customer fills a cart", async () => {
      const { id } = await carts.createCart({ customerId: customer.id });
      await carts.putItem({ cartId: id, sku: "coffee-1kg" }, { quantity: 5 });
      return carts.putItem({ cartId: id, sku: "milk-1l" }, { quantity: 4 });
    });
    expect(cart.totalCentimes).toBe(5 * 1890 + 4 * 195);

    const order = await step("The customer orders what is in it", () =>
      orders.placeOrder({
        customerId: customer.id,
        method: "HOME",
        slotId: slot.id,
        items: cart.items.map(({ sku, quantity }) => ({ sku, quantity })),
      }),
    );
    await step("The order has the cart's goods and the delivery fee", async () => {
      expect(await orders.getOrder({ orderId: order.id })).toMatchObject({
        state: "placed",
        goodsCentimes: cart.totalCentimes,
        feeCentimes: 790,
        totalCentimes: cart.totalCentimes + 790,
      });
    });
    await step("The slot has one place less", async () => {
      expect(await orders.getSlot({ slotId: slot.id })).toMatchObject({ capacity: 5, available: 4 });
    });
  },
});
