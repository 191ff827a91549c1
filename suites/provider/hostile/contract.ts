import type { JsonObject } from "../../../contracts/index.ts";

const thing: JsonObject = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string", maxLength: 100 },
    parts: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
  },
};
const answer = (description: string, links: JsonObject = {}): JsonObject => ({
  description,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
  links,
});
const link = (operationId: string): JsonObject => ({ operationId, parameters: { id: "$response.body#/id" } });
const id: JsonObject = { name: "id", in: "path", required: true, schema: { type: "string" }, example: "1" };
const key: JsonObject = { name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } };
const security = [{ token: ["user"] }];

/** What the hostile services promise: enough of everything that each check has something to look at. */
export const hostileDocument: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1.0.0" },
  "x-tercet": { service: "things", metrics: "/metrics", token: { maxLifetimeSeconds: 300 } },
  components: {
    schemas: { Thing: thing },
    securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
  },
  paths: {
    "/v1/things": {
      post: {
        operationId: "createThing",
        security,
        parameters: [key],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
        },
        responses: { "201": answer("made", { read: link("getThing"), remove: link("deleteThing") }) },
      },
    },
    "/v1/things/{id}": {
      get: {
        operationId: "getThing",
        security,
        parameters: [id],
        responses: { "200": answer("here") },
        "x-tercet": { rateLimit: { requests: 50, windowSeconds: 1 }, neverExpires: true },
      },
      delete: { operationId: "deleteThing", security, parameters: [id], responses: { "204": { description: "gone" } } },
    },
    "/v1/self-test": {
      get: {
        operationId: "testItself",
        security,
        responses: { "200": answer("well") },
        "x-tercet": { selfTest: true },
      },
    },
  },
};
