import type { JsonObject } from "../../../contracts/index.ts";

const text = (maxLength: number): JsonObject => ({
  type: "string",
  maxLength,
  pattern: "^[A-Za-z0-9][A-Za-z0-9 .,'-]*$",
});
const weightGrams: JsonObject = { type: "integer", minimum: 1, maximum: 30_000 };
const tags: JsonObject = {
  type: "array",
  maxItems: 3,
  uniqueItems: true,
  items: { type: "string", enum: ["express", "insured", "return"] },
};
const closed = (properties: JsonObject, optional: readonly string[] = []): JsonObject => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
/** What a parcel may have besides: each member needs another keyword of JSON Schema. */
const options: JsonObject = {
  tags,
  sendOn: { type: "string", format: "date" },
  insuredCentimes: { type: "integer", minimum: 0, maximum: 100_000, multipleOf: 500 },
  destination: {
    oneOf: [closed({ depot: { type: "string", pattern: "^[a-z0-9-]{3,40}$" } }), closed({ town: text(40) })],
  },
  references: {
    type: "object",
    maxProperties: 3,
    propertyNames: { pattern: "^[a-z]{1,20}$" },
    additionalProperties: text(20),
  },
};
const optional = Object.keys(options);
const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: string, example?: JsonObject): JsonObject => ({
  "application/json": { schema: reference(schema), ...(example === undefined ? {} : { example }) },
});
const location: JsonObject = { Location: { required: true, schema: { type: "string", pattern: "^/v1/" } } };
const challenge: JsonObject = { "WWW-Authenticate": { required: true, schema: { type: "string" } } };

/** Responses of an operation: what it declares of its own, and the problems that it can answer with. */
function responses(own: JsonObject, problems: readonly number[]): JsonObject {
  const declared = [...problems, 500].map((status) => [
    status,
    {
      description: "refused",
      content: { "application/problem+json": { schema: reference("Problem") } },
      ...(status === 401 ? { headers: challenge } : {}),
    },
  ]);
  return { ...own, ...Object.fromEntries(declared) };
}

const parcelId: JsonObject = {
  name: "parcelId",
  in: "path",
  required: true,
  schema: { type: "string", format: "uuid" },
};
const code: JsonObject = {
  name: "code",
  in: "path",
  required: true,
  schema: { type: "string", pattern: "^[a-z0-9-]{3,40}$" },
  example: "depot-bern",
};
const roles = (...names: readonly string[]): JsonObject => ({ security: names.map((name) => ({ token: [name] })) });
const linksTo = (parameters: JsonObject, ...operations: readonly string[]): JsonObject => ({
  links: Object.fromEntries(operations.map((operationId) => [operationId, { operationId, parameters }])),
});

/** What the provider promises: OpenAPI 3.1. */
export const parcelsDocument: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Parcels", version: "1.0.0", description: "Parcels that are sent, and the depots that they pass." },
  "x-tercet": { service: "parcels", token: { encrypted: true, maxLifetimeSeconds: 300 }, metrics: "/metrics" },
  paths: {
    "/v1/parcels": {
      post: {
        operationId: "createParcel",
        summary: "Sends a parcel",
        ...roles("sender"),
        parameters: [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            schema: { type: "string", pattern: "^[A-Za-z0-9_-]{8,64}$" },
          },
        ],
        requestBody: {
          required: true,
          content: content("NewParcel", {
            recipient: "B. Keller",
            weightGrams: 1500,
            fragile: false,
            tags: ["insured"],
          }),
        },
        responses: responses(
          {
            "201": {
              description: "sent",
              headers: location,
              content: content("Parcel"),
              ...linksTo({ parcelId: "$response.body#/id" }, "getParcel", "labelParcel", "deleteParcel"),
            },
          },
          [400, 401, 403, 406, 413, 415, 422],
        ),
      },
      get: {
        operationId: "listParcels",
        summary: "Own parcels, the light ones if asked for",
        ...roles("sender"),
        parameters: [{ name: "maximumWeightGrams", in: "query", schema: weightGrams, example: 5000 }],
        responses: responses(
          { "200": { description: "parcels", content: content("ParcelList") } },
          [400, 401, 403, 406],
        ),
      },
    },
    "/v1/parcels/{parcelId}": {
      parameters: [parcelId],
      get: {
        operationId: "getParcel",
        summary: "One parcel",
        ...roles("sender", "clerk"),
        responses: responses(
          { "200": { description: "the parcel", content: content("Parcel") } },
          [400, 401, 403, 404, 406],
        ),
      },
      delete: {
        operationId: "deleteParcel",
        summary: "Takes a parcel back",
        ...roles("sender"),
        responses: responses({ "204": { description: "gone" } }, [400, 401, 403, 404, 406]),
      },
    },
    "/v1/parcels/{parcelId}/label": {
      put: {
        operationId: "labelParcel",
        summary: "Writes a parcel's label",
        ...roles("sender"),
        parameters: [parcelId],
        requestBody: { required: true, content: content("Label", { text: "This side up" }) },
        responses: responses(
          { "200": { description: "the parcel", content: content("Parcel") } },
          [400, 401, 403, 404, 406, 413, 415],
        ),
      },
    },
    "/v1/depots/{code}": {
      parameters: [code],
      put: {
        operationId: "putDepot",
        summary: "Opens a depot or changes it",
        ...roles("clerk"),
        requestBody: { required: true, content: content("NewDepot", { name: "Bern West", capacity: 500 }) },
        responses: responses(
          {
            "200": { description: "changed", content: content("Depot") },
            "201": {
              description: "opened",
              headers: location,
              content: content("Depot"),
              ...linksTo({ code: "$response.body#/code" }, "getDepot", "deleteDepot"),
            },
          },
          [400, 401, 403, 406, 413, 415],
        ),
      },
      get: {
        operationId: "getDepot",
        summary: "One depot",
        ...roles("sender", "clerk"),
        responses: responses(
          { "200": { description: "the depot", content: content("Depot") } },
          [400, 401, 403, 404, 406],
        ),
      },
      delete: {
        operationId: "deleteDepot",
        summary: "Closes a depot",
        ...roles("clerk"),
        responses: responses({ "204": { description: "closed" } }, [400, 401, 403, 404, 406]),
      },
    },
    "/v1/status": {
      get: {
        operationId: "getStatus",
        summary: "Whether it is up",
        security: [],
        responses: responses({ "200": { description: "up", content: content("Status") } }, [400, 406]),
      },
    },
    "/metrics": {
      get: {
        operationId: "getMetrics",
        summary: "Figures",
        ...roles("operator"),
        responses: responses(
          { "200": { description: "figures", content: { "text/plain": { schema: { type: "string" } } } } },
          [400, 401, 403, 406],
        ),
      },
    },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    schemas: {
      NewParcel: closed({ recipient: text(80), weightGrams, fragile: { type: "boolean" }, ...options }, optional),
      Parcel: closed(
        {
          id: { type: "string", format: "uuid" },
          owner: { type: "string", maxLength: 80 },
          recipient: text(80),
          weightGrams,
          fragile: { type: "boolean" },
          ...options,
          label: { type: "string", maxLength: 40 },
          priceCentimes: { type: "integer", minimum: 0, maximum: 100_000 },
        },
        optional.filter((name) => name !== "tags"),
      ),
      ParcelList: closed({ parcels: { type: "array", maxItems: 100, items: reference("Parcel") } }),
      Label: closed({ text: text(40) }),
      NewDepot: closed({ name: text(60), capacity: { type: "integer", minimum: 1, maximum: 1000 } }),
      Depot: closed({
        code: { type: "string", pattern: "^[a-z0-9-]{3,40}$" },
        name: text(60),
        capacity: { type: "integer", minimum: 1, maximum: 1000 },
      }),
      Status: closed({ status: { type: "string", enum: ["ok"] } }),
      Problem: closed(
        {
          type: { type: "string", format: "uri" },
          title: { type: "string", maxLength: 80 },
          status: { type: "integer", minimum: 400, maximum: 599 },
          errors: { type: "array", items: closed({ pointer: { type: "string" }, message: { type: "string" } }) },
        },
        ["errors"],
      ),
    },
  },
};
