import { expect, test } from "vitest";
import { parseContract } from "../model/parse.ts";
import { generateClient } from "./generate.ts";

const document = {
  openapi: "3.1.0",
  info: { title: "Parcel Desk", version: "2.0.0" },
  paths: {
    "/v2/parcels": {
      get: {
        operationId: "listParcels",
        summary: "Lists parcels",
        parameters: [
          { name: "page-size", in: "query", schema: { type: "integer" } },
          { name: "traceparent", in: "header", schema: { type: "string" } },
        ],
        responses: {
          "200": {
            description: "",
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Parcel" } } },
            },
          },
        },
      },
      post: {
        operationId: "sendParcel",
        parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Parcel" } } },
        },
        responses: {
          "201": {
            description: "",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Parcel" } } },
          },
          "422": {
            description: "",
            content: {
              "application/problem+json": {
                schema: { type: "object", properties: { type: { const: "urn:problem:too-heavy" } } },
              },
            },
          },
        },
      },
    },
    "/v2/parcels/{parcelId}": {
      delete: {
        operationId: "dropParcel",
        parameters: [{ name: "parcelId", in: "path", required: true, schema: { type: "string" } }],
        responses: { "204": { description: "" } },
      },
    },
  },
  components: {
    schemas: { Parcel: { type: "object", required: ["grams"], properties: { grams: { type: "integer" } } } },
  },
};
const contract = () => parseContract(structuredClone(document), "parcels.json");

test("gives business objects only: no header, status, token or idempotency key in any signature", async () => {
  const source = generateClient(await contract());
  expect(source).toContain(
    'import { type BusinessError, type CallOptions, type ClientDefinition, createClient, refusalsOf, type Transport } from "tercet";',
  );
  const methods = source.slice(source.indexOf("export interface ParcelDeskClient"), source.indexOf("declare module"));
  expect(methods).toBe(`export interface ParcelDeskClient {
  /** Lists parcels */
  listParcels(parameters?: { "page-size"?: number }, options?: CallOptions): Promise<Parcel[]>;

  sendParcel(body: Parcel, options?: CallOptions): Promise<Parcel>;

  dropParcel(parameters: { parcelId: string }, options?: CallOptions): Promise<void>;
}

`);
  expect(source).toContain('export interface ParcelDeskRefusals {\n  "too-heavy": unknown;\n}');
});

test("the same contract gives the same text, and another one another digest", async () => {
  const source = generateClient(await contract());
  expect(generateClient(await contract())).toBe(source);
  const digest = /^\/\/ Contract: (sha256-\S{44})$/m;
  const changed = structuredClone(document);
  changed.components.schemas.Parcel.properties.grams.type = "number";
  const other = generateClient(await parseContract(changed, "parcels.json"));
  expect(digest.exec(source)?.[1]).not.toBe(digest.exec(other)?.[1]);
});

test("an operation without a usable operationId is called by its method and path", async () => {
  const nameless = structuredClone(document) as unknown as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  delete nameless.paths["/v2/parcels"]?.get?.operationId;
  Object.assign(nameless.paths["/v2/parcels/{parcelId}"]?.delete ?? {}, { operationId: "drop-parcel" });
  const source = generateClient(await parseContract(nameless, "parcels.json"));
  expect(source).toContain("  getV2Parcels(parameters?:");
  expect(source).toContain("  dropParcel(parameters:");
  expect(source).toContain('    "GET /v2/parcels": { "call": "getV2Parcels",');
});

test("what no typed client can send is left out, and named", async () => {
  const uploading = structuredClone(document);
  Object.assign(uploading.paths["/v2/parcels"].post.requestBody, { content: { "image/png": {} } });
  const source = generateClient(await parseContract(uploading, "parcels.json"));
  expect(source).toContain("// Left out: sendParcel, which needs a body that is not JSON.\n");
  expect(source).not.toContain("sendParcel(");
});
