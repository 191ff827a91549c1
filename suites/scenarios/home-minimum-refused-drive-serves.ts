import { scenario } from "../kit/scenario.ts";

export default scenario({
  id: "home-minimum-refused-drive-serves",
  title: "A small order is refused for home delivery and served at the drive",
  capability: "ordering",
  uses: { customers: "^1", orders: "^1" },
  as: "customer",
  monitor: { everySeconds: 300, timeoutSeconds: 20, objective: { availability: 0.999, p95Milliseconds: 2000 } },
  async run({ customers, orders, as, step, expect }) {
    const clerk = as("clerk");
    const [home, drive] = await step("The shop opens a home and a drive slot", () =>
      Promise.all([
        clerk.orders.createSlot({ method: "HOME", startsAt: "2099-03-02T08:00:00Z", capacity: 1 }),
        clerk.orders.createSlot({ method: "DRIVE", startsAt: "2099-03-02T08:00:00Z", capacity: 1 }),
      ]),
    );
    const customer = await step("A customer registers", () =>
      customers.createCustomer({
        kind: "private",
        name: "Carla Muster",
        email: "carla@example.com",
        birthDate: "1990-01-31",
      }),
    );
    const basket = { customerId: customer.id, items: [{ sku: "milk-1l", quantity: 2 }] };

    await step("Two litres of milk are below the minimum for home delivery", () =>
      expect(orders.placeOrder({ ...basket, method: "HOME", slotId: home.id })).toBeRefused("below-minimum"),
    );
    await step("The refusal took no place in the slot", async () => {
      expect(await orders.getSlot({ slotId: home.id })).toMatchObject({ available: 1 });
    });
    await step("The drive serves them, without a fee", async () => {
      const order = await orders.placeOrder({ ...basket, method: "DRIVE", slotId: drive.id });
      expect(order).toMatchObject({ goodsCentimes: 390, feeCentimes: 0, totalCentimes: 390 });
    });
  },
});
