import type { JsonObject } from "../../../contracts/index.ts";

const cart: JsonObject = {
  type: "object",
  required: ["id", "totalCents", "voucher", "items"],
  properties: {
    id: { type: "string" },
    owner: { type: "string" },
    totalCents: { type: "integer" },
    voucher: { type: ["string", "null"] },
    items: {
      type: "array",
      items: {
        type: "object",
        required: ["sku", "pieces"],
        properties: { sku: { type: "string" }, pieces: { type: "integer" } },
      },
    },
  },
};

const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });

/** What the provider of carts promises, as far as the consumer's tests use it. */
export const cartsContract: JsonObject = {
  openapi: "3.1.0",
  info: { title: "carts", version: "1.0.0" },
  paths: {
    "/carts": {
      post: {
        operationId: "createCart",
        requestBody: {
          required: true,
          ...json({ type: "object", required: ["owner"], properties: { owner: { type: "string" } } }),
        },
        responses: { "201": { description: "Created.", ...json(cart) } },
      },
    },
    "/carts/{id}": {
      get: {
        operationId: "getCart",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { "200": { description: "The cart.", ...json(cart) } },
      },
    },
  },
};
