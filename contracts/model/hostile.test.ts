import fc from "fast-check";
import { expect, test } from "vitest";
import { TercetError } from "../errors.ts";
import { parseRules } from "./arazzo/load.ts";
import { payments } from "./asyncapi/fixtures/payments.ts";
import { lintMessageContract } from "./asyncapi/lint.ts";
import { parseMessageContract } from "./asyncapi/parse.ts";
import { lintContract } from "./lint.ts";
import { parseContract } from "./parse.ts";

const schema = {
  type: "object",
  properties: { a: { $ref: "#/components/schemas/A" } },
  required: ["a"],
  examples: [{}],
};
const content = { "application/json": { schema, examples: { one: { value: {} } }, encoding: { a: { headers: {} } } } };
const link = { operationId: "x", parameters: { id: "$response.body#/id" } };
const openapi = {
  openapi: "3.0.3",
  info: { title: "x", version: "1.0.0" },
  servers: [{ url: "/{v}", variables: { v: { default: "1" } } }],
  security: [{ token: ["a"] }],
  "x-tercet": { dependencies: [{ service: "a", range: "1" }] },
  paths: {
    "/a/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string", nullable: true } }],
      post: {
        operationId: "x",
        "x-tercet": { rateLimit: { requests: 1, windowSeconds: 1 } },
        requestBody: { required: true, content },
        responses: { 201: { description: "", headers: { L: { schema: {} } }, content, links: { link } } },
      },
    },
  },
  components: {
    schemas: {
      A: {
        allOf: [{ type: "string" }],
        discriminator: { propertyName: "a", mapping: { a: "#/components/schemas/A" } },
      },
    },
  },
};
const swagger = {
  swagger: "2.0",
  info: { title: "x", version: "1.0.0" },
  host: "x",
  basePath: "/v1",
  consumes: ["application/json"],
  paths: {
    "/a": {
      parameters: [{ $ref: "#/parameters/B" }],
      post: {
        parameters: [{ name: "f", in: "formData", type: "array", items: { type: "string" }, collectionFormat: "csv" }],
        responses: {
          200: { description: "", schema: { $ref: "#/definitions/A" }, headers: { L: { type: "string" } } },
        },
      },
    },
  },
  parameters: { B: { name: "b", in: "body", schema: { type: "file" } } },
  definitions: { A: { type: "string" } },
  securityDefinitions: { token: { type: "oauth2", flow: "implicit", scopes: {} } },
};
const arazzo = {
  arazzo: "1.0.1",
  info: { title: "x", version: "1" },
  sourceDescriptions: [{ name: "a", url: "b", type: "openapi" }],
  workflows: [
    {
      workflowId: "w",
      parameters: [{ reference: "$components.parameters.p" }],
      steps: [
        {
          stepId: "s",
          operationId: "o",
          successCriteria: [{ condition: "a", context: "$url", type: "regex" }],
          outputs: { a: "$url" },
        },
      ],
    },
  ],
  components: { parameters: { p: { name: "p", in: "query", value: 1 } } },
};

/** Every place of a document, as the list of keys that leads to it. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const below = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [path, ...below.flatMap(([key, member]) => placesOf(member, [...path, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaceAt(item, rest, replacement) : item));
  const members = Object.entries(value as object);
  return Object.fromEntries(
    members.map(([name, member]) => [name, name === key ? replaceAt(member, rest, replacement) : member]),
  );
}

const oddities = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    { $ref: "#" },
    { $ref: "#/paths" },
    { $ref: 1 },
    { $ref: "#/%zz" },
    "$",
    "",
    { __proto__: null },
    [[]],
    { "": {} },
  ),
);

/** Replaces one place by something that has no business there. */
const spoilt = (document: object) =>
  fc.tuple(fc.constantFrom(...placesOf(document)), oddities).map(([path, oddity]) => replaceAt(document, path, oddity));

test("whatever stands in an OpenAPI document, it is read and judged, or refused with a reason", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(spoilt(openapi), spoilt({ ...openapi, openapi: "3.1.0" }), spoilt(swagger)),
      async (document) => {
        try {
          lintContract(await parseContract(document, "api.json"));
        } catch (error) {
          expect(error).toBeInstanceOf(TercetError);
        }
      },
    ),
    { numRuns: 600, seed: 20260101 },
  );
});

test("whatever stands in an AsyncAPI document, it is read and judged, or refused with a reason", async () => {
  await fc.assert(
    fc.asyncProperty(spoilt(payments), async (document) => {
      try {
        lintMessageContract(await parseMessageContract(document, "messages.json"));
      } catch (error) {
        expect(error).toBeInstanceOf(TercetError);
      }
    }),
    { numRuns: 400, seed: 20260101 },
  );
});

test("whatever stands in an Arazzo document, it is read, or refused with a reason", () => {
  fc.assert(
    fc.property(spoilt(arazzo), (document) => {
      try {
        parseRules(document, "rules.json");
      } catch (error) {
        expect(error).toBeInstanceOf(TercetError);
      }
    }),
    { numRuns: 600, seed: 20260101 },
  );
});

test("the documents are sound before they are spoilt", async () => {
  for (const document of [openapi, swagger])
    expect((await parseContract(document, "api.json")).operations).toHaveLength(1);
  expect(parseRules(arazzo, "rules.json").workflows).toHaveLength(1);
});
