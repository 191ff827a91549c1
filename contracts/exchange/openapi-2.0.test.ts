import { expect, test } from "vitest";
import type { Contract } from "../model/contract.ts";
import { lintContract } from "../model/lint.ts";
import { parseContract } from "../model/parse.ts";

const info = { title: "Shelves", version: "1.0.0" };

const swagger = {
  swagger: "2.0",
  info,
  host: "shelves.example",
  basePath: "/api",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json", "application/xml"],
  security: [{ token: ["read"] }],
  paths: {
    "/v1/shelves/{id}": {
      parameters: [{ $ref: "#/parameters/Id" }],
      get: {
        operationId: "getShelf",
        parameters: [
          {
            name: "tag",
            in: "query",
            type: "array",
            items: { type: "string", maxLength: 9 },
            collectionFormat: "multi",
          },
          { name: "sort", in: "query", type: "array", items: { type: "string" } },
          { name: "page", in: "header", type: "integer", minimum: 0, exclusiveMinimum: true, default: 1 },
        ],
        responses: {
          200: {
            description: "ok",
            schema: { $ref: "#/definitions/Shelf" },
            headers: { "X-Count": { type: "integer" } },
            examples: { "application/json": { name: "left" } },
          },
          404: { $ref: "#/responses/Missing" },
        },
      },
      put: {
        operationId: "putShelf",
        parameters: [{ $ref: "#/parameters/Body" }],
        responses: { 204: { description: "done" } },
      },
    },
  },
  parameters: {
    Id: { name: "id", in: "path", required: true, type: "string", pattern: "^[a-z]+$" },
    Body: { name: "shelf", in: "body", required: true, schema: { $ref: "#/definitions/Shelf" } },
  },
  responses: { Missing: { description: "none", schema: { type: "string", "x-nullable": true } } },
  definitions: {
    Shelf: {
      type: "object",
      discriminator: "name",
      required: ["name"],
      properties: { name: { type: "string", example: "left" }, inner: { $ref: "#/definitions/Shelf" } },
    },
  },
  securityDefinitions: {
    token: { type: "oauth2", flow: "application", tokenUrl: "https://t.example", scopes: { read: "may read" } },
    plain: { type: "basic" },
  },
};

/** The same service, as its team would write it today. */
const shelf = { $ref: "#/components/schemas/Shelf" };
const both = (schema: object, example = {}) => ({
  "application/json": { schema, ...example },
  "application/xml": { schema },
});
const openapi = {
  openapi: "3.1.0",
  info,
  servers: [{ url: "https://shelves.example/api" }],
  security: [{ token: ["read"] }],
  paths: {
    "/v1/shelves/{id}": {
      parameters: [{ $ref: "#/components/parameters/Id" }],
      get: {
        operationId: "getShelf",
        parameters: [
          {
            name: "tag",
            in: "query",
            schema: { type: "array", items: { type: "string", maxLength: 9 } },
            explode: true,
          },
          { name: "sort", in: "query", schema: { type: "array", items: { type: "string" } }, explode: false },
          { name: "page", in: "header", schema: { type: "integer", exclusiveMinimum: 0, default: 1 } },
        ],
        responses: {
          200: {
            description: "ok",
            headers: { "X-Count": { schema: { type: "integer" } } },
            content: both(shelf, { example: { name: "left" } }),
          },
          404: { $ref: "#/components/responses/Missing" },
        },
      },
      put: {
        operationId: "putShelf",
        requestBody: { required: true, content: { "application/json": { schema: shelf } } },
        responses: { 204: { description: "done" } },
      },
    },
  },
  components: {
    parameters: { Id: { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^[a-z]+$" } } },
    responses: { Missing: { description: "none", content: both({ type: ["string", "null"] }) } },
    schemas: {
      Shelf: {
        type: "object",
        discriminator: { propertyName: "name" },
        required: ["name"],
        properties: { name: { type: "string", examples: ["left"] }, inner: shelf },
      },
    },
    securitySchemes: {
      token: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://t.example", scopes: { read: "may read" } } },
      },
      plain: { type: "http", scheme: "basic" },
    },
    pathItems: {},
  },
};

test("makes of a Swagger 2.0 document what the same service is in OpenAPI 3.1", async () => {
  const lifted = await parseContract(swagger, "api.json");
  const written = await parseContract(openapi, "api.json");
  expect(lifted.document).toEqual(written.document);
  expect(lifted.operations).toEqual(written.operations);
});

test("lifts to a document that the meta-schema of OpenAPI 3.1 accepts", async () => {
  const findings = lintContract(await parseContract(swagger, "api.json"));
  expect(findings.filter(({ rule }) => rule === "openapi" || rule === "schema-valid")).toEqual([]);
});

/** Lifts a document with one POST /a. */
async function post(operation: object, root: object = {}): Promise<Contract["operations"][number]> {
  const responses = { 204: { description: "done" } };
  const document = { swagger: "2.0", info, paths: { "/a": { post: { responses, ...operation } } }, ...root };
  return (await parseContract(document, "api.json")).operations[0] as Contract["operations"][number];
}

test("makes a form of form parameters, multipart where a file is sent", async () => {
  const parameters = [
    { name: "file", in: "formData", type: "file", required: true },
    {
      name: "tags",
      in: "formData",
      type: "array",
      items: { type: "string" },
      collectionFormat: "pipes",
      description: "t",
    },
  ];
  const { requestBody } = await post({ parameters });
  expect([...(requestBody?.content.keys() ?? [])]).toEqual(["multipart/form-data"]);
  expect(requestBody?.required).toBe(true);
  expect(requestBody?.content.get("multipart/form-data")?.schema).toEqual({
    type: "object",
    properties: {
      file: { type: "string", contentMediaType: "application/octet-stream" },
      tags: { type: "array", items: { type: "string" }, description: "t" },
    },
    required: ["file"],
  });
  const [, tags] = parameters;
  const consumes = ["application/json", "application/x-www-form-urlencoded"];
  const plain = await post({ parameters: [tags], consumes });
  expect([...(plain.requestBody?.content.keys() ?? [])]).toEqual(["application/x-www-form-urlencoded"]);
  expect(plain.requestBody?.required).toBe(false);
});

test.each([
  ["ssv", { style: "spaceDelimited", explode: false }],
  ["pipes", { style: "pipeDelimited", explode: false }],
  ["multi", { style: "form", explode: true }],
  ["csv", { style: "form", explode: false }],
])("says the collection format %s by style", async (collectionFormat, style) => {
  const parameters = [{ name: "q", in: "query", type: "array", items: { type: "string" }, collectionFormat }];
  expect((await post({ parameters })).parameters[0]).toMatchObject({ ...style, schema: { type: "array" } });
});

test("keeps a list separated by tabs one text: OpenAPI 3 cannot say it", async () => {
  const parameters = [{ name: "q", in: "query", type: "array", items: { type: "string" }, collectionFormat: "tsv" }];
  expect((await post({ parameters })).parameters[0]?.schema).toEqual({ type: "string" });
});

test("lets an operation's body and media types win over those of its path and of the root", async () => {
  const document = {
    swagger: "2.0",
    info,
    consumes: ["text/plain"],
    paths: {
      "/a": {
        parameters: [{ name: "b", in: "body", schema: { type: "integer" } }],
        put: { responses: {} },
        post: {
          consumes: ["application/json"],
          parameters: [{ name: "c", in: "body", schema: { type: "string" } }],
          responses: {},
        },
      },
    },
  };
  const { operations } = await parseContract(document, "api.json");
  const bodies = operations.map(({ requestBody }) =>
    [...(requestBody?.content ?? [])].map(([type, { schema }]) => [type, schema]),
  );
  expect(bodies).toEqual([[["text/plain", { type: "integer" }]], [["application/json", { type: "string" }]]]);
});

test("reads the version that YAML takes for a number, and does without host, schemes and media types", async () => {
  const schema = { type: "file" };
  const contract = await parseContract(
    {
      swagger: 2,
      info,
      basePath: "/v1/",
      paths: { "/a": { get: { responses: { 200: { description: "ok", schema } } } } },
    },
    "api.yaml",
  );
  expect(contract.operations[0]?.path).toBe("/v1/a");
  expect(contract.operations[0]?.responses.get("200")?.content.get("application/json")?.schema).toEqual({
    type: "string",
    contentMediaType: "application/octet-stream",
  });
});
