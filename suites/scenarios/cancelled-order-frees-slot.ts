import { scenario } from "../kit/scenario.ts";

export default scenario({
  id: "cancelled-order-frees-slot",
  title: "A cancelled order gives its delivery slot to the next customer",
  capability: "ordering",
  uses: { customers: "^1", orders: "^1" },
  as: "customer",
  monitor: { everySeconds: 300, timeoutSeconds: 20, objective: { availability: 0.999, p95Milliseconds: 2000 } },
  async run({ customers, orders, as, step, expect }) {
    const slot = await step("The shop opens a slot with a single place", () =>
      as("clerk").orders.createSlot({ method: "PICK-UP", startsAt: "2099-03-03T08:00:00Z", capacity: 1 }),
    );
    const customer = await step("A customer registers", () =>
      customers.createCustomer({
        kind: "private",
        name: "Gian Muster",
        email: "gian@example.com",
        birthDate: "1968-07-14",
      }),
    );
    const placeOrder = () =>
      orders.placeOrder({
        customerId: customer.id,
        method: "PICK-UP",
        slotId: slot.id,
        items: [{ sku: "coffee-1kg", quantity: 6 }],
      });

    const first = await step("The first order takes the place", placeOrder);
    await step("A second order finds the slot full", () => expect(placeOrder()).toBeRefused("slot-full"));
    await step("The first order is cancelled", async () => {
      expect(await orders.cancelOrder({ orderId: first.id })).toMatchObject({ state: "cancelled" });
      expect(await orders.getSlot({ slotId: slot.id })).toMatchObject({ available: 1 });
    });
    await step("The second order now has the place", async () => {
      expect(await placeOrder()).toMatchObject({ state: "placed" });
    });
  },
});
