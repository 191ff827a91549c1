import { scenario } from "../kit/scenario.ts";

export default scenario({
  id: "customer-creates-account",
  title: "A customer can create an account",
  capability: "registration",
  uses: { customers: "^1" },
  as: "customer",
  monitor: { everySeconds: 60, timeoutSeconds: 10, objective: { availability: 0.999, p95Milliseconds: 800 } },
  async run({ customers, step, expect }) {
    const person = {
      kind: "private",
      name: "Anna Muster",
      email: "anna@example.com",
      birthDate: "1980-05-17",
    } as const;
    const account = await step("Anna registers", () => customers.createCustomer(person));

    await step("Her account reads back as she gave it", async () => {
      expect(await customers.getCustomer({ customerId: account.id })).toMatchObject(person);
    });

    await step("She closes it, and it is gone", async () => {
      await customers.deleteCustomer({ customerId: account.id });
      await expect(customers.getCustomer({ customerId: account.id })).toBeRefused("not-found");
    });
  },
});
