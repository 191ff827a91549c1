import { z } from "zod";
import { defineContract, linksTo } from "./kit/index.ts";
import { location } from "./shop/headers.ts";
import { operating } from "./shop/operating.ts";
import { operation } from "./shop/operation.ts";
import { adultBirthDate, demoSubject, seededCustomers } from "./shop/seeds.ts";
import { date, email, id, subject, text } from "./shop/types.ts";

/** The schemas of one version; `more` are the fields that it adds to the first one. */
function customerSchemas<const More extends z.core.$ZodLooseShape>(more: More) {
  const contact = { name: text(100), email, ...more };
  const privateFields = { kind: z.literal("private"), ...contact, birthDate: date };
  const businessFields = { kind: z.literal("business"), ...contact, companyName: text(100) };
  const pass = z.boolean().meta({ description: "Home deliveries are free." });
  const created = { id, owner: subject, deliveryPass: pass };
  return {
    newCustomer: z
      .discriminatedUnion("kind", [
        z.strictObject({ ...privateFields, deliveryPass: pass.default(false) }).meta({ id: "NewPrivateCustomer" }),
        z.strictObject({ ...businessFields, deliveryPass: pass.default(false) }).meta({ id: "NewBusinessCustomer" }),
      ])
      .meta({ id: "NewCustomer" }),
    customer: z
      .discriminatedUnion("kind", [
        z.strictObject({ ...created, ...privateFields }).meta({ id: "PrivateCustomer" }),
        z.strictObject({ ...created, ...businessFields }).meta({ id: "BusinessCustomer" }),
      ])
      .meta({ id: "Customer" }),
  };
}

const anna = { kind: "private", name: "Anna Keller", email: "anna.keller@example.com", birthDate: adultBirthDate };
const bakery = { kind: "business", name: "Beat Frei", email: "office@example.com", companyName: "Frei & Co" };

function customersContract<const More extends z.core.$ZodLooseShape>(version: string, more: More) {
  const { newCustomer, customer } = customerSchemas(more);
  const pathParameters = { customerId: id.meta({ examples: [seededCustomers.adult] }) };
  const annaCreated = { id: seededCustomers.adult, owner: demoSubject, ...anna, deliveryPass: false };
  return defineContract({
    service: "customers",
    version,
    title: "Customers",
    description: "Private and business customers register, and are known to the other services by their id.",
    extension: {
      token: { encrypted: true, maxLifetimeSeconds: 300 },
      capacity: { ratedRequestsPerSecond: 200, p99Milliseconds: 100 },
      database: { maxConnections: 10 },
      metrics: "/metrics",
    },
    operations: {
      createCustomer: operation({
        method: "post",
        path: "/v1/customers",
        summary: "Registers a customer",
        description: "A private customer must be 16 or older.",
        roles: ["customer"],
        creates: true,
        body: newCustomer,
        examples: { private: { ...anna, deliveryPass: true }, business: bakery },
        responses: {
          201: {
            description: "The customer is registered.",
            headers: { Location: location(/^\/v1\/customers\/[0-9a-f-]{36}$/) },
            body: customer,
            links: linksTo({ customerId: "$response.body#/id" }, "getCustomer", "deleteCustomer"),
            examples: { private: annaCreated },
          },
        },
        refuses: ["customer-too-young"],
      }),
      getCustomer: operation({
        method: "get",
        path: "/v1/customers/{customerId}",
        summary: "Reads a customer",
        roles: ["customer", "clerk", "service"],
        pathParameters,
        responses: { 200: { description: "The customer.", body: customer, examples: { private: annaCreated } } },
        extension: { neverExpires: true },
      }),
      deleteCustomer: operation({
        method: "delete",
        path: "/v1/customers/{customerId}",
        summary: "Removes a customer",
        roles: ["customer", "clerk"],
        pathParameters: { customerId: id },
        responses: { 204: { description: "The customer is gone." } },
      }),
      ...operating("customers", "customers"),
    },
  });
}

/** The first version; released, and still served. */
export const customers1_0_0 = customersContract("1.0.0", {});

/** The current version: adds the language in which a customer is addressed. */
export const customers = customersContract("1.1.0", {
  language: z.enum(["de", "fr", "it", "en"]).optional(),
});
