import { customers, customers1_0_0 } from "./customers.ts";
import { type ContractSource, defineRules, type Workflow } from "./kit/index.ts";
import { answers, json, path, refuses } from "./shop/rule-steps.ts";

const customerId = path({ customerId: "$steps.register.outputs.customerId" });
const deleteAndProve = [
  { stepId: "remove", operationId: "deleteCustomer", parameters: customerId, successCriteria: answers(204) },
  {
    stepId: "prove-gone",
    operationId: "getCustomer",
    parameters: customerId,
    successCriteria: refuses(404, "not-found"),
  },
];
const contact = { name: "Ursina Caduff", email: "ursina.caduff@example.com" };

const workflows: readonly Workflow[] = [
  {
    workflowId: "adult-registers",
    summary: "A private customer of age is registered, without a delivery pass unless one is bought.",
    steps: [
      {
        stepId: "register",
        operationId: "createCustomer",
        requestBody: json({ kind: "private", ...contact, birthDate: "1975-11-30" }),
        successCriteria: [
          ...answers(201, { "/kind": "private", "/birthDate": "1975-11-30", "/deliveryPass": false }),
          { context: "$response.header.Location", condition: "^/v1/customers/[0-9a-f-]{36}$", type: "regex" },
        ],
        outputs: { customerId: "$response.body#/id" },
      },
      {
        stepId: "read",
        operationId: "getCustomer",
        parameters: customerId,
        successCriteria: answers(200, { "/id": "$steps.register.outputs.customerId", "/name": contact.name }),
      },
      ...deleteAndProve,
    ],
  },
  {
    workflowId: "business-registers-without-age",
    summary: "A business customer is registered by its company's name; it has no age.",
    steps: [
      {
        stepId: "register",
        operationId: "createCustomer",
        requestBody: json({ kind: "business", ...contact, companyName: "Caduff Catering", deliveryPass: true }),
        successCriteria: answers(201, {
          "/kind": "business",
          "/companyName": "Caduff Catering",
          "/deliveryPass": true,
        }),
        outputs: { customerId: "$response.body#/id" },
      },
      ...deleteAndProve,
    ],
  },
  {
    workflowId: "child-is-not-registered",
    summary: "A private customer below 16 is refused, as is one who is not yet born.",
    steps: [
      {
        stepId: "refuse-unborn",
        operationId: "createCustomer",
        requestBody: json({ kind: "private", ...contact, birthDate: "2099-12-31" }),
        successCriteria: refuses(422, "customer-too-young"),
      },
    ],
  },
];

const rulesOf = (contract: ContractSource) =>
  defineRules({ contract, title: "Business rules of customers", workflows });

/** Business rules of customers 1.0.0. */
export const customersRules1_0_0 = rulesOf(customers1_0_0);

/** Business rules of customers 1.1.0. */
export const customersRules = rulesOf(customers);
