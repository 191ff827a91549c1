import type { JsonObject } from "../../../json.ts";
import { parseContract } from "../../../model/parse.ts";
import { parsePact } from "../../../pact/read.ts";
import { comparePact } from "../compare-pact.ts";

const thing = {
  type: "object",
  required: ["id", "name", "kind"],
  properties: {
    id: { type: "integer" },
    name: { type: "string", minLength: 1 },
    kind: { enum: ["big", "small"] },
    note: { type: "string" },
    owner: { $ref: "#/components/schemas/Owner" },
    secret: { type: "string", writeOnly: true },
    labels: { type: "object", additionalProperties: { type: "string" } },
    tags: { type: "array", items: { type: "string" } },
  },
};

/** A provider with one operation that reads and one that creates. */
export const contract = await parseContract(
  {
    openapi: "3.1.0",
    info: { title: "Things", version: "1.0.0" },
    servers: [{ url: "https://things.example/api" }],
    paths: {
      "/things/{id}": {
        get: {
          operationId: "getThing",
          security: [{ token: [] }],
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "integer" } },
            {
              name: "fields",
              in: "query",
              explode: false,
              schema: { type: "array", items: { enum: ["name", "kind"] } },
            },
            {
              name: "page",
              in: "query",
              style: "deepObject",
              explode: true,
              schema: { type: "object", properties: { size: { type: "integer" } } },
            },
            { name: "X-Tenant", in: "header", required: true, schema: { type: "string", pattern: "^t-" } },
          ],
          responses: {
            200: {
              description: "It",
              headers: {
                "X-Rate": { required: true, schema: { type: "integer" } },
                "X-Hint": { schema: { type: "string" } },
              },
              content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
            },
            "4XX": { description: "No", content: { "application/problem+json": { schema: { type: "object" } } } },
          },
        },
      },
      "/pages": {
        get: {
          operationId: "getPage",
          responses: {
            200: {
              description: "A page",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Page" } } },
            },
          },
        },
      },
      "/things/special": { get: { operationId: "getSpecial", responses: { 204: { description: "Nothing" } } } },
      "/things": {
        post: {
          operationId: "createThing",
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["id", "name"],
                  properties: { id: { type: "integer", readOnly: true }, name: { type: "string" } },
                },
              },
              "application/x-www-form-urlencoded": {
                schema: { type: "object", required: ["size"], properties: { size: { type: "integer" } } },
              },
            },
          },
          responses: {
            201: { description: "Created" },
            default: { description: "Any", content: { "text/plain": {} } },
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: {
        Thing: thing,
        Page: {
          allOf: [
            { type: "object", properties: { data: { type: "object", properties: { items: { type: "array" } } } } },
            { type: "object", properties: { data: { type: "object", properties: { next: { type: "string" } } } } },
          ],
        },
        Owner: {
          oneOf: [
            {
              type: "object",
              required: ["kind", "born"],
              properties: { kind: { const: "person" }, born: { type: "string" } },
            },
            {
              type: "object",
              required: ["kind", "vat"],
              properties: { kind: { const: "firm" }, vat: { type: "string" } },
            },
          ],
        },
      },
    },
  },
  "things.json",
);

/** Headers that the contract asks for. */
export const good = { Authorization: "Bearer abc", "X-Tenant": "t-1" };
/** The header of a body in JSON. */
export const json = { "Content-Type": "application/json" };

/** A request that the contract takes, and the answer to it; parts are replaced one by one. */
export function interaction(parts: { request?: object; response?: object } = {}): JsonObject {
  return {
    description: "asks",
    request: { method: "GET", path: "/api/things/7", headers: good, ...parts.request },
    response: { status: 200, headers: json, body: { name: "x" }, ...parts.response },
  } as JsonObject;
}

/** `rule pactPointer` of all that is found. */
export function found(one: JsonObject): string[] {
  const pact = parsePact(
    {
      consumer: { name: "c" },
      provider: { name: "p" },
      interactions: [one],
      metadata: { pactSpecification: { version: "3.0.0" } },
    },
    "c.json",
  );
  return comparePact(pact, contract).map(
    ({ rule, pactPointer }) => `${rule} ${pactPointer.replace("/interactions/0/", "")}`,
  );
}
