import { scenario } from "../kit/scenario.ts";

export default scenario({
  id: "minor-cannot-buy-wine",
  title: "A minor cannot buy wine, and nobody under 18 spirits",
  capability: "age-restriction",
  uses: { customers: "^1", carts: "^1" },
  as: "customer",
  monitor: { everySeconds: 300, timeoutSeconds: 20, objective: { availability: 0.999, p95Milliseconds: 2000 } },
  async run({ customers, carts, step, expect }) {
    // The youngest whom the shop registers are 16: old enough for wine, too young for vodka.
    const cartOf = async (name: string, age: number) => {
      const customer = await customers.createCustomer({
        kind: "private",
        name,
        email: `${name.toLowerCase()}@example.com`,
        birthDate: bornYearsAgo(age),
      });
      return carts.createCart({ customerId: customer.id });
    };

    await step("A child of 15 gets no account, and so no wine", () =>
      expect(cartOf("Dario", 15)).toBeRefused("customer-too-young"),
    );
    const young = await step("A customer of 17 opens a cart", () => cartOf("Elena", 17));
    await step("It takes wine, which is sold from 16 on", async () => {
      const { items } = await carts.putItem({ cartId: young.id, sku: "wine-merlot" }, { quantity: 1 });
      expect(items).toHaveLength(1);
    });
    await step("It refuses vodka, which is sold from 18 on", () =>
      expect(carts.putItem({ cartId: young.id, sku: "vodka-70cl" }, { quantity: 1 })).toBeRefused("customer-too-young"),
    );
    await step("The refusal changed nothing", async () => {
      const { items } = await carts.getCart({ cartId: young.id });
      expect(items.map(({ sku }) => sku)).toEqual(["wine-merlot"]);
    });
    await step("An adult's cart takes both", async () => {
      const { id } = await cartOf("Flavia", 40);
      await carts.putItem({ cartId: id, sku: "wine-merlot" }, { quantity: 2 });
      const { items } = await carts.putItem({ cartId: id, sku: "vodka-70cl" }, { quantity: 1 });
      expect(items).toHaveLength(2);
    });
  },
});

/** A birth date half a year past the birthday, so that no time zone or leap day decides. */
function bornYearsAgo(years: number): string {
  const date = new Date();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - 12 * years - 6);
  return date.toISOString().slice(0, 10);
}
