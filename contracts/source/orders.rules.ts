import { defineRules, type Step } from "./kit/index.ts";
import { orders } from "./orders.ts";
import { answers, json, path, refuses } from "./shop/rule-steps.ts";
import { seededCustomers, seededProducts, seededSlot } from "./shop/seeds.ts";

type Method = "HOME" | "DRIVE" | "PICK-UP";
type Body = Readonly<Record<string, string | number>>;

const coffee = { sku: "coffee-1kg", quantity: 6 };
const bread = { sku: "bread-500g", quantity: 1 };
const coffeeCentimes = coffee.quantity * seededProducts["coffee-1kg"].priceCentimes;
const breadCentimes = seededProducts["bread-500g"].priceCentimes;

/** Opens a slot of its own; its id is the output `<stepId>/slotId`. */
const openSlot = (stepId: string, method: Method, capacity = 5): Step => ({
  stepId,
  operationId: "createSlot",
  requestBody: json({ method, startsAt: seededSlot.startsAt, capacity }),
  successCriteria: answers(201, { "/available": capacity }),
  outputs: { slotId: "$response.body#/id" },
});

const place = (
  stepId: string,
  order: { method: Method; slot: string; items?: object; customerId?: string },
  successCriteria: Step["successCriteria"],
): Step => ({
  stepId,
  operationId: "placeOrder",
  requestBody: json(
    {
      customerId: order.customerId ?? seededCustomers.adult,
      method: order.method,
      slotId: "",
      items: [order.items ?? coffee] as never,
    },
    { "/slotId": `$steps.${order.slot}.outputs.slotId` },
  ),
  successCriteria,
  ...(successCriteria[0]?.condition === "$statusCode == 201" ? { outputs: { orderId: "$response.body#/id" } } : {}),
});

const slotHas = (stepId: string, slot: string, available: number): Step => ({
  stepId,
  operationId: "getSlot",
  parameters: path({ slotId: `$steps.${slot}.outputs.slotId` }),
  successCriteria: answers(200, { "/available": available }),
});

const onOrder = (stepId: string, operationId: string, order: string, status: number, body: Body = {}): Step => ({
  stepId,
  operationId,
  parameters: path({ orderId: `$steps.${order}.outputs.orderId` }),
  successCriteria: answers(status, body),
});

const removeOrder = (order: string): Step => onOrder(`remove-${order}`, "deleteOrder", order, 204);

const removeSlot = (slot: string): Step => ({
  stepId: `remove-${slot}`,
  operationId: "deleteSlot",
  parameters: path({ slotId: `$steps.${slot}.outputs.slotId` }),
  successCriteria: answers(204),
});

/** Business rules of orders. */
export const ordersRules = defineRules({
  contract: orders,
  title: "Business rules of orders",
  workflows: [
    {
      workflowId: "home-has-a-minimum-and-drive-has-none",
      summary: "Goods below CHF 99 are refused for HOME and take no place; DRIVE serves the same order without a fee.",
      steps: [
        openSlot("home-slot", "HOME"),
        openSlot("drive-slot", "DRIVE"),
        place("refuse-home", { method: "HOME", slot: "home-slot", items: bread }, refuses(422, "below-minimum")),
        slotHas("prove-unchanged", "home-slot", 5),
        place(
          "drive-order",
          { method: "DRIVE", slot: "drive-slot", items: bread },
          answers(201, { "/feeCentimes": 0, "/totalCentimes": breadCentimes, "/state": "placed" }),
        ),
        slotHas("place-taken", "drive-slot", 4),
        removeOrder("drive-order"),
        removeSlot("home-slot"),
        removeSlot("drive-slot"),
      ],
    },
    {
      workflowId: "home-costs-a-fee",
      summary: "A home delivery costs CHF 7.90.",
      steps: [
        openSlot("slot", "HOME"),
        place(
          "order",
          { method: "HOME", slot: "slot" },
          answers(201, {
            "/goodsCentimes": coffeeCentimes,
            "/feeCentimes": 790,
            "/totalCentimes": coffeeCentimes + 790,
          }),
        ),
        removeOrder("order"),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "delivery-pass-frees-from-the-fee",
      summary: "With a delivery pass a home delivery costs nothing.",
      steps: [
        openSlot("slot", "HOME"),
        place(
          "order",
          { method: "HOME", slot: "slot", customerId: seededCustomers.subscriber },
          answers(201, { "/feeCentimes": 0, "/totalCentimes": coffeeCentimes }),
        ),
        removeOrder("order"),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "pick-up-has-a-minimum-and-no-fee",
      summary: "PICK-UP is refused below CHF 99 and costs no fee above.",
      steps: [
        openSlot("slot", "PICK-UP"),
        place("refuse", { method: "PICK-UP", slot: "slot", items: bread }, refuses(422, "below-minimum")),
        place("order", { method: "PICK-UP", slot: "slot" }, answers(201, { "/feeCentimes": 0 })),
        removeOrder("order"),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "cancellation-frees-the-slot",
      summary: "A full slot refuses; a cancelled order's place is free again, once, however often it is cancelled.",
      steps: [
        openSlot("slot", "HOME", 1),
        place("order", { method: "HOME", slot: "slot" }, answers(201)),
        slotHas("slot-is-full", "slot", 0),
        place("refuse-second", { method: "HOME", slot: "slot" }, refuses(422, "slot-full")),
        onOrder("cancel", "cancelOrder", "order", 200, { "/state": "cancelled" }),
        onOrder("cancel-again", "cancelOrder", "order", 200, { "/state": "cancelled" }),
        slotHas("slot-is-free", "slot", 1),
        place("second-order", { method: "HOME", slot: "slot" }, answers(201)),
        removeOrder("second-order"),
        removeOrder("order"),
        slotHas("prove-place-freed-once", "slot", 1),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "cancelled-order-is-not-confirmed",
      summary: "A cancelled order cannot be confirmed, and stays cancelled.",
      steps: [
        openSlot("slot", "DRIVE"),
        place("order", { method: "DRIVE", slot: "slot" }, answers(201)),
        onOrder("cancel", "cancelOrder", "order", 200),
        {
          ...onOrder("refuse-confirmation", "confirmOrder", "order", 409),
          successCriteria: refuses(409, "order-cancelled"),
        },
        onOrder("prove-unchanged", "getOrder", "order", 200, { "/state": "cancelled" }),
        removeOrder("order"),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "slot-in-use-stays",
      summary: "A slot with a live order cannot be removed.",
      steps: [
        openSlot("slot", "DRIVE"),
        place("order", { method: "DRIVE", slot: "slot" }, answers(201)),
        { ...removeSlot("slot"), stepId: "refuse-removal", successCriteria: refuses(409, "slot-in-use") },
        slotHas("prove-unchanged", "slot", 4),
        removeOrder("order"),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "slot-fits-the-method",
      summary: "An order in a slot of another shopping method is refused and takes no place.",
      steps: [
        openSlot("slot", "DRIVE"),
        place("refuse", { method: "HOME", slot: "slot" }, refuses(422, "slot-method-mismatch")),
        slotHas("prove-unchanged", "slot", 5),
        removeSlot("slot"),
      ],
    },
    {
      workflowId: "order-holds-only-what-may-be-bought",
      summary: "Orders with wine for a minor, too many pieces or a discontinued product are refused and take no place.",
      steps: [
        openSlot("slot", "DRIVE"),
        place(
          "refuse-wine",
          {
            method: "DRIVE",
            slot: "slot",
            customerId: seededCustomers.minor,
            items: { sku: "wine-merlot", quantity: 1 },
          },
          refuses(422, "customer-too-young"),
        ),
        place(
          "refuse-quantity",
          { method: "DRIVE", slot: "slot", items: { ...bread, quantity: 11 } },
          refuses(422, "quantity-above-limit"),
        ),
        place(
          "refuse-discontinued",
          { method: "DRIVE", slot: "slot", items: { sku: "discontinued-cola", quantity: 1 } },
          refuses(422, "product-not-sold"),
        ),
        slotHas("prove-unchanged", "slot", 5),
        removeSlot("slot"),
      ],
    },
  ],
});
