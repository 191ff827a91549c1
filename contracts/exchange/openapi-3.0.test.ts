import { expect, test } from "vitest";
import { liftOpenApi30 } from "./openapi-3.0.ts";

/** Lifts one schema, as a component of a document. */
function lift(schema: object): unknown {
  const document = {
    openapi: "3.0.3",
    info: { title: "x", version: "1" },
    paths: {},
    components: { schemas: { A: schema } },
  };
  const lifted = liftOpenApi30(JSON.parse(JSON.stringify(document)), "api.json");
  expect(lifted.openapi).toBe("3.1.0");
  return (lifted.components as { schemas: { A: unknown } }).schemas.A;
}

test.each<[string, object, object]>([
  ["nullable of a type", { type: "string", nullable: true }, { type: ["string", "null"] }],
  ["nullable: false", { type: "string", nullable: false }, { type: "string" }],
  [
    "nullable with an enum",
    { type: "string", nullable: true, enum: ["a"] },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  [
    "nullable with an enum that has null",
    { type: "string", nullable: true, enum: [null] },
    { type: ["string", "null"], enum: [null] },
  ],
  [
    "nullable beside allOf, as generators write it",
    { nullable: true, allOf: [{ $ref: "#/components/schemas/A" }] },
    { anyOf: [{ allOf: [{ $ref: "#/components/schemas/A" }] }, { type: "null" }] },
  ],
  ["nullable of anything", { nullable: true, description: "any" }, { description: "any" }],
  ["an exclusive bound", { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ["an inclusive bound", { maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
  ["an exclusive bound of nothing", { exclusiveMaximum: true }, {}],
  ["an example", { example: { a: 1 } }, { examples: [{ a: 1 }] }],
  ["an example that is null", { example: null }, { examples: [null] }],
  ["base64", { type: "string", format: "byte" }, { type: "string", contentEncoding: "base64" }],
  ["binary", { type: "string", format: "binary" }, { type: "string", contentMediaType: "application/octet-stream" }],
  ["another format", { type: "string", format: "date" }, { type: "string", format: "date" }],
  ["what stands beside a $ref", { $ref: "#/components/schemas/A", nullable: true }, { $ref: "#/components/schemas/A" }],
  [
    "schemas at every depth",
    {
      properties: { nullable: { items: { type: "string", nullable: true } } },
      additionalProperties: { not: { example: 1 } },
    },
    {
      properties: { nullable: { items: { type: ["string", "null"] } } },
      additionalProperties: { not: { examples: [1] } },
    },
  ],
  [
    "no data",
    { default: { nullable: true, example: 1 }, enum: [{ example: 1 }] },
    { default: { nullable: true, example: 1 }, enum: [{ example: 1 }] },
  ],
])("lifts %s", (_, schema, expected) => {
  expect(lift(schema)).toEqual(expected);
});

test("lifts schemas wherever they stand", () => {
  const schema = { type: "string", nullable: true };
  const content = { "application/json": { schema, example: { nullable: true } } };
  const document = {
    openapi: "3.0.3",
    info: { title: "x", version: "1" },
    paths: {
      "/a": {
        parameters: [{ name: "q", in: "query", schema }],
        post: {
          requestBody: { content },
          responses: { 200: { description: "", content, headers: { X: { schema } } } },
          callbacks: { done: { "{$url}": { post: { requestBody: { content }, responses: {} } } } },
        },
      },
    },
  };
  const lifted = JSON.stringify(liftOpenApi30(JSON.parse(JSON.stringify(document)), "api.json"));
  expect(lifted.match(/"type":\["string","null"\]/g)).toHaveLength(5);
  expect(lifted.match(/"example":\{"nullable":true\}/g)).toHaveLength(3);
});
