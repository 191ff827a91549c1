import { carts } from "./carts.ts";
import { defineRules, type Step } from "./kit/index.ts";
import { answers, json, path, refuses } from "./shop/rule-steps.ts";
import { seededCustomers, seededProducts } from "./shop/seeds.ts";

const cartId = "$steps.open.outputs.cartId";

const openCart = (customerId: string): Step => ({
  stepId: "open",
  operationId: "createCart",
  requestBody: json({ customerId }),
  successCriteria: answers(201, { "/totalCentimes": 0 }),
  outputs: { cartId: "$response.body#/id" },
});

const put = (stepId: string, sku: string, quantity: number, successCriteria: Step["successCriteria"]): Step => ({
  stepId,
  operationId: "putItem",
  parameters: path({ cartId, sku }),
  requestBody: json({ quantity }),
  successCriteria,
});

const cartHas = (stepId: string, body: Readonly<Record<string, string | number>>): Step => ({
  stepId,
  operationId: "getCart",
  parameters: path({ cartId }),
  successCriteria: answers(200, body),
});

const remove: Step = {
  stepId: "remove",
  operationId: "deleteCart",
  parameters: path({ cartId }),
  successCriteria: answers(204),
};

const { "wine-merlot": wine, "water-6x15": water, "bread-500g": bread, "vodka-70cl": vodka } = seededProducts;

/** Business rules of carts. */
export const cartsRules = defineRules({
  contract: carts,
  title: "Business rules of carts",
  workflows: [
    {
      workflowId: "total-is-the-sum",
      summary: "The total is the sum of prices times quantities, and follows every change.",
      steps: [
        openCart(seededCustomers.adult),
        put("add-water", "water-6x15", 3, answers(200, { "/totalCentimes": 3 * water.priceCentimes })),
        put(
          "add-bread",
          "bread-500g",
          2,
          answers(200, { "/totalCentimes": 3 * water.priceCentimes + 2 * bread.priceCentimes }),
        ),
        put(
          "change-water",
          "water-6x15",
          1,
          answers(200, { "/totalCentimes": water.priceCentimes + 2 * bread.priceCentimes }),
        ),
        {
          stepId: "take-out-bread",
          operationId: "deleteItem",
          parameters: path({ cartId, sku: "bread-500g" }),
          successCriteria: answers(200, { "/totalCentimes": water.priceCentimes, "/items/0/sku": "water-6x15" }),
        },
        remove,
      ],
    },
    {
      workflowId: "minor-buys-no-wine",
      summary: "Wine is refused to a customer who is too young for it, and the cart stays as it was.",
      steps: [
        openCart(seededCustomers.minor),
        put("add-water", "water-6x15", 2, answers(200, { "/totalCentimes": 2 * water.priceCentimes })),
        put("refuse-wine", "wine-merlot", 1, refuses(422, "customer-too-young")),
        cartHas("prove-unchanged", { "/totalCentimes": 2 * water.priceCentimes, "/items/0/sku": "water-6x15" }),
        remove,
      ],
    },
    {
      workflowId: "adult-buys-wine",
      summary: "A customer of age can put wine and spirits into the cart.",
      steps: [
        openCart(seededCustomers.adult),
        put("add-wine", "wine-merlot", 2, answers(200, { "/totalCentimes": 2 * wine.priceCentimes })),
        put(
          "add-vodka",
          "vodka-70cl",
          1,
          answers(200, { "/totalCentimes": 2 * wine.priceCentimes + vodka.priceCentimes }),
        ),
        remove,
      ],
    },
    {
      workflowId: "business-has-no-age",
      summary: "A business customer is not asked for its age.",
      steps: [
        openCart(seededCustomers.business),
        put("add-vodka", "vodka-70cl", 1, answers(200, { "/totalCentimes": vodka.priceCentimes })),
        remove,
      ],
    },
    {
      workflowId: "quantity-is-limited",
      summary: "As many pieces as the product's limit are accepted; one more is refused, and the cart stays as it was.",
      steps: [
        openCart(seededCustomers.adult),
        put(
          "add-limit",
          "bread-500g",
          bread.maximumQuantity,
          answers(200, { "/items/0/quantity": bread.maximumQuantity }),
        ),
        put("refuse-more", "bread-500g", bread.maximumQuantity + 1, refuses(422, "quantity-above-limit")),
        cartHas("prove-unchanged", { "/items/0/quantity": bread.maximumQuantity }),
        remove,
      ],
    },
    {
      workflowId: "only-what-is-sold",
      summary: "A discontinued product and an unknown one are refused, and the cart stays empty.",
      steps: [
        openCart(seededCustomers.adult),
        put("refuse-discontinued", "discontinued-cola", 1, refuses(422, "product-not-sold")),
        put("refuse-unknown", "there-is-no-such-product", 1, refuses(422, "product-not-sold")),
        cartHas("prove-unchanged", { "/totalCentimes": 0 }),
        remove,
      ],
    },
    {
      workflowId: "own-customers-only",
      summary: "A cart is refused for a customer who is not the caller's.",
      steps: [
        {
          stepId: "refuse-unknown",
          operationId: "createCart",
          requestBody: json({ customerId: "00000000-0000-4000-8000-0000000000ff" }),
          successCriteria: refuses(422, "customer-unknown"),
        },
      ],
    },
  ],
});
