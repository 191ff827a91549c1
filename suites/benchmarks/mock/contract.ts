import type { JsonObject } from "../../../contracts/index.ts";

/** The contract that mocks serve: one object with an example, and nothing that a mock may answer by another. */
export const mockContract: JsonObject = {
  openapi: "3.1.0",
  info: { title: "products", version: "1.0.0" },
  paths: {
    "/products/{id}": {
      get: {
        operationId: "readProduct",
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^[a-z0-9-]{1,40}$" } },
          { name: "currency", in: "query", schema: { type: "string", enum: ["EUR", "GBP"] } },
        ],
        responses: {
          "200": {
            description: "The product.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["id", "name", "priceCents", "tags", "supplier"],
                  properties: {
                    id: { type: "string" },
                    name: { type: "string" },
                    priceCents: { type: "integer", minimum: 0 },
                    tags: { type: "array", items: { type: "string" } },
                    supplier: { type: "object", properties: { name: { type: "string" }, city: { type: "string" } } },
                  },
                },
                example: {
                  id: "bread-1",
                  name: "Sourdough bread",
                  priceCents: 495,
                  tags: ["fresh", "organic"],
                  supplier: { name: "The Old Mill", city: "Rotterdam" },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** A request that the contract allows. */
export const mockRequest = "/products/bread-1?currency=EUR";
