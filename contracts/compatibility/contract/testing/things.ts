import type { JsonObject } from "../../../json.ts";
import type { Contract } from "../../../model/contract.ts";
import { parseContract } from "../../../model/parse.ts";

/** A document that tests change in place. */
// biome-ignore lint/suspicious/noExplicitAny: a test changes whatever it likes
export type Draft = any;

/** A contract with one of everything that can change. */
export function thingsDocument(): Draft {
  return {
    openapi: "3.1.0",
    info: { title: "Things", version: "1.0.0" },
    servers: [{ url: "https://things.example/api" }],
    "x-tercet": {
      service: "things",
      token: { maxLifetimeSeconds: 300 },
      capacity: { ratedRequestsPerSecond: 100, p99Milliseconds: 50 },
      database: { maxConnections: 5 },
      jobs: [{ name: "sweep", everySeconds: 60, maxSilenceSeconds: 300, timeoutSeconds: 30 }],
      metrics: "/metrics",
    },
    security: [{ token: ["reader"] }],
    paths: {
      "/v1/things": {
        get: {
          operationId: "listThings",
          summary: "All things.",
          "x-tercet": { rateLimit: { requests: 10, windowSeconds: 1 } },
          parameters: [
            { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100, default: 20 } },
            { name: "sort", in: "query", schema: { type: "string", enum: ["name", "age"] } },
            { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } },
            { name: "X-Trace", in: "header", schema: { type: "string" } },
          ],
          responses: {
            200: {
              description: "All.",
              headers: {
                "X-Total": { required: true, schema: { type: "integer", minimum: 0 } },
                "X-Page": { schema: { type: "integer" } },
              },
              content: {
                "application/json": {
                  schema: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
                },
                "text/csv": { schema: { type: "string" } },
              },
            },
            "4XX": { $ref: "#/components/responses/Problem" },
          },
        },
        post: {
          operationId: "createThing",
          security: [{ token: ["writer"] }, { key: [] }],
          requestBody: {
            required: true,
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/NewThing" } },
              "application/xml": { schema: { type: "string" } },
            },
          },
          responses: {
            201: {
              description: "Made.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
              links: { read: { operationId: "getThing", parameters: { id: "$response.body#/id" } } },
            },
            409: { $ref: "#/components/responses/Problem" },
            default: { $ref: "#/components/responses/Problem" },
          },
        },
      },
      "/v1/things/{id}": {
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string", minLength: 1, maxLength: 20 } },
        ],
        get: {
          operationId: "getThing",
          "x-tercet": { neverExpires: true },
          responses: {
            200: {
              description: "It.",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
            },
            404: { $ref: "#/components/responses/Problem" },
          },
        },
        delete: {
          operationId: "deleteThing",
          deprecated: true,
          "x-sunset": "2027-06-01",
          responses: { 204: { description: "Gone." } },
        },
      },
      "/v1/health": {
        get: {
          operationId: "getHealth",
          security: [],
          "x-tercet": { selfTest: true },
          responses: { 200: { description: "Well.", content: { "application/json": { schema: { type: "object" } } } } },
        },
      },
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        key: { type: "apiKey", in: "header", name: "X-Key" },
      },
      responses: {
        Problem: {
          description: "A problem.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
      schemas: {
        NewThing: {
          type: "object",
          required: ["name"],
          properties: {
            id: { type: "string", readOnly: true },
            name: { type: "string", minLength: 1, maxLength: 50 },
            kind: { enum: ["a", "b"] },
            size: { type: "integer", minimum: 0, maximum: 10 },
            note: { type: ["string", "null"] },
            owner: { $ref: "#/components/schemas/Owner" },
            shape: {
              oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }],
            },
            parts: { type: "array", maxItems: 3, items: { $ref: "#/components/schemas/NewThing" } },
            labels: { type: "object", additionalProperties: { type: "string" } },
          },
        },
        Thing: {
          type: "object",
          required: ["id", "name"],
          properties: {
            id: { type: "string" },
            name: { type: "string", maxLength: 50 },
            kind: { enum: ["a", "b"] },
            size: { type: "integer", minimum: 0, maximum: 10 },
            secret: { type: "string", writeOnly: true },
            owner: { $ref: "#/components/schemas/Owner" },
            shape: {
              oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }],
            },
            parts: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
          },
        },
        Owner: {
          type: "object",
          required: ["email"],
          additionalProperties: false,
          properties: { email: { type: "string", maxLength: 100 }, phone: { type: "string" } },
        },
        Circle: {
          type: "object",
          required: ["form", "radius"],
          properties: { form: { const: "circle" }, radius: { type: "number" } },
        },
        Square: {
          type: "object",
          required: ["form", "side"],
          properties: { form: { const: "square" }, side: { type: "number" } },
        },
        Problem: {
          type: "object",
          required: ["title"],
          properties: { title: { type: "string" }, status: { type: "integer" } },
        },
      },
    },
  };
}

/** The contract, changed as told. */
export function things(change: (draft: Draft) => void = () => {}): Promise<Contract> {
  const draft = thingsDocument();
  change(draft);
  return parseContract(draft as JsonObject, "things.json");
}
