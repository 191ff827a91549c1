import { scenario } from "../kit/scenario.ts";

export default scenario({
  id: "retailer-order-is-sent",
  title: "A confirmed order reaches the retailer, exactly once",
  capability: "fulfilment",
  uses: { customers: "^1", orders: "^1" },
  as: "customer",
  monitor: { everySeconds: 300, timeoutSeconds: 30, objective: { availability: 0.999 } },
  // A retailer would start to pick the goods.
  safeInProduction: false,
  async run({ customers, orders, as, step, expect, eventually }) {
    const clerk = as("clerk");
    const slot = await step("The shop opens a drive slot", () =>
      clerk.orders.createSlot({ method: "DRIVE", startsAt: "2099-03-04T08:00:00Z", capacity: 1 }),
    );
    const customer = await step("A customer registers", () =>
      customers.createCustomer({
        kind: "business",
        name: "Hanna Muster",
        email: "hanna@example.com",
        companyName: "Muster AG",
      }),
    );
    const order = await step("The customer orders and confirms", async () => {
      const { id } = await orders.placeOrder({
        customerId: customer.id,
        method: "DRIVE",
        slotId: slot.id,
        items: [
          { sku: "bread-500g", quantity: 3 },
          { sku: "milk-1l", quantity: 2 },
        ],
      });
      return orders.confirmOrder({ orderId: id });
    });

    const sent = await step("The recurrent job sends it to the retailer", () =>
      eventually(
        async () => {
          const { retailerOrders } = await clerk.orders.listRetailerOrders({ orderId: order.id });
          expect(retailerOrders).not.toHaveLength(0);
          for (const { id } of retailerOrders) await clerk.later.orders.deleteRetailerOrder({ retailerOrderId: id });
          return retailerOrders;
        },
        { timeoutSeconds: 15 },
      ),
    );
    await step("It was sent once, with all that was ordered", () => {
      expect(sent).toHaveLength(1);
      const quantities = new Map(sent[0]?.items.map(({ sku, quantity }) => [sku, quantity]));
      // Orders of other customers may be in it too: quantities are summed up.
      expect(quantities.get("bread-500g")).toBeGreaterThanOrEqual(3);
      expect(quantities.get("milk-1l")).toBeGreaterThanOrEqual(2);
    });
    await step("The customer sees that it was sent, and can no longer cancel", async () => {
      expect(await orders.getOrder({ orderId: order.id })).toMatchObject({ state: "sent" });
      await expect(orders.cancelOrder({ orderId: order.id })).toBeRefused("order-already-sent");
    });
  },
});
