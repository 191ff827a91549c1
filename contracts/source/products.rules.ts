import { defineRules } from "./kit/index.ts";
import { products } from "./products.ts";
import { answers, json, path, refuses } from "./shop/rule-steps.ts";

const sku = "rules-honey-500g";
const honey = {
  name: "Forest honey 500 g",
  priceCentimes: 1150,
  perishable: false,
  minimumAge: 0,
  sold: true,
  maximumQuantity: 12,
};
const asCustomer = { "x-tercet-role": "customer" } as const;

/** Business rules of products. */
export const productsRules = defineRules({
  contract: products,
  title: "Business rules of products",
  workflows: [
    {
      workflowId: "clerk-changes-price",
      summary: "A product that is set again keeps its sku and has the new price, for every reader.",
      steps: [
        {
          stepId: "clear",
          description: "An earlier run may have been interrupted.",
          operationId: "deleteProduct",
          parameters: path({ sku }),
          successCriteria: [{ condition: "$statusCode == 204 || $statusCode == 404" }],
        },
        {
          stepId: "offer",
          operationId: "putProduct",
          parameters: path({ sku }),
          requestBody: json(honey),
          successCriteria: answers(201, { "/sku": sku, "/priceCentimes": 1150 }),
        },
        {
          stepId: "change-price",
          operationId: "putProduct",
          parameters: path({ sku }),
          requestBody: json({ ...honey, priceCentimes: 990 }),
          successCriteria: answers(200, { "/sku": sku, "/priceCentimes": 990 }),
        },
        {
          stepId: "read",
          operationId: "getProduct",
          ...asCustomer,
          parameters: path({ sku }),
          successCriteria: answers(200, { "/priceCentimes": 990, "/sold": true }),
        },
        { stepId: "remove", operationId: "deleteProduct", parameters: path({ sku }), successCriteria: answers(204) },
        {
          stepId: "prove-gone",
          operationId: "getProduct",
          parameters: path({ sku }),
          successCriteria: refuses(404, "not-found"),
        },
      ],
    },
    {
      workflowId: "unknown-products-are-left-out",
      summary: "A list that is asked for known and unknown products has the known ones.",
      steps: [
        {
          stepId: "list",
          operationId: "listProducts",
          ...asCustomer,
          parameters: [{ name: "sku", in: "query", value: ["milk-1l", "there-is-no-such-product"] }],
          successCriteria: answers(200, { "/products/0/sku": "milk-1l" }),
        },
      ],
    },
    {
      workflowId: "discontinued-product-is-still-known",
      summary: "A product that is no longer on offer can be read, and says so.",
      steps: [
        {
          stepId: "read",
          operationId: "getProduct",
          ...asCustomer,
          parameters: path({ sku: "discontinued-cola" }),
          successCriteria: answers(200, { "/sold": false }),
        },
      ],
    },
  ],
});
