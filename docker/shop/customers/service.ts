import { randomUUID } from "node:crypto";
import { customers } from "../../../contracts/source/customers.ts";
import { today } from "../domain/age.ts";
import { created, noContent, ok } from "../platform/answer.ts";
import { maySee } from "../platform/authorize.ts";
import type { Transaction } from "../platform/database.ts";
import type { Handlers } from "../platform/operation.ts";
import { notFound } from "../platform/problem.ts";
import type { ServiceDefinition, Surroundings } from "../platform/service.ts";
import { refuseRegistration } from "./rules.ts";
import { seed } from "./seed.ts";
import { countCustomers, deleteCustomer, findCustomer, insertCustomer, migrations } from "./tables.ts";

/** Private and business customers. */
export const customersService: ServiceDefinition<typeof customers> = {
  contract: customers,
  migrations,
  seed,
  createHandlers,
  selfTest,
};

function createHandlers({ database }: Surroundings): Handlers<typeof customers> {
  return {
    async createCustomer({ caller, body, transaction }) {
      const problem = refuseRegistration(body, today());
      if (problem !== undefined) throw problem;
      const customer = { id: randomUUID(), owner: caller.subject, ...body };
      return transaction(async (client) => {
        await insertCustomer(client, customer);
        return created(`/v1/customers/${customer.id}`, customer);
      });
    },
    async getCustomer({ caller, path: { customerId } }) {
      const customer = await findCustomer(database, customerId);
      if (customer === undefined || !maySee(caller, customer)) throw notFound("customer");
      return ok(customer);
    },
    async deleteCustomer({ caller, path: { customerId }, transaction }) {
      return transaction(async (client) => {
        const customer = await findCustomer(client, customerId);
        if (customer === undefined || !maySee(caller, customer)) throw notFound("customer");
        if (!(await deleteCustomer(client, customerId))) throw notFound("customer");
        return noContent;
      });
    },
    async getCounts() {
      return ok({ customers: await countCustomers(database) });
    },
  };
}

/** Somebody who is old enough can register and leave again; a child cannot register. */
async function selfTest(client: Transaction): Promise<void> {
  const birthDate = "1980-05-17";
  const customer = {
    ...{ id: randomUUID(), owner: "self-test", kind: "private" as const, birthDate },
    ...{ name: "Self-test", email: "self-test@example.com", deliveryPass: false },
  };
  if (refuseRegistration(customer, today()) !== undefined) throw new Error("an adult was refused");
  if (refuseRegistration({ ...customer, birthDate: today() }, today()) === undefined)
    throw new Error("a child was not refused");
  await insertCustomer(client, customer);
  if ((await findCustomer(client, customer.id))?.name !== customer.name) throw new Error("a customer was not kept");
  await deleteCustomer(client, customer.id);
  if ((await findCustomer(client, customer.id)) !== undefined) throw new Error("a customer who left is still there");
}
