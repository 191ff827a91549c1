import type { JsonObject } from "../../json.ts";

const json = (schema: JsonObject | boolean) => ({ "application/json": { schema } });
const ok = (schema: JsonObject | boolean) => ({ "200": { description: "", content: json(schema) } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const get = (responses: JsonObject, more: JsonObject = {}): JsonObject => ({ get: { responses, ...more } });

function document(paths: JsonObject, schemas: JsonObject = {}, info: JsonObject = {}): JsonObject {
  return { openapi: "3.1.0", info: { title: "Odd", version: "1.0.0", ...info }, paths, components: { schemas } };
}

/** OpenAPI documents with what makes generators stumble; each is valid. */
export const oddDocuments: Readonly<Record<string, JsonObject>> = {
  "no operation": document({}),
  "no operationId, and one that is no name": document({
    "/a": get(ok(text)),
    "/a/{b-c}": {
      get: {
        operationId: "get a (old)",
        parameters: [{ name: "b-c", in: "path", required: true, schema: text }],
        responses: ok(text),
      },
    },
    "/2": get(ok(text), { operationId: "2nd" }),
    "/then": get(ok(text), { operationId: "then" }),
    "/delete": get(ok(text), { operationId: "delete" }),
    "/x": get(ok(text), { operationId: "getA" }),
  }),
  "two parameters of one name": document({
    "/a/{id}": get(ok(text), {
      parameters: [
        { name: "id", in: "path", required: true, schema: text },
        { name: "id", in: "query", schema: { type: "integer" } },
        { name: "id", in: "header", schema: text },
      ],
    }),
  }),
  "recursive schemas": document(
    { "/a": { post: { requestBody: { required: true, content: json(ref("tree")) }, responses: ok(ref("Json")) } } },
    {
      tree: { type: "object", required: ["next"], properties: { next: { anyOf: [ref("tree"), { type: "null" }] } } },
      Json: {
        anyOf: [{ type: ["string", "number", "boolean", "null"] }, { type: "array", items: ref("Json") }, ref("Map")],
      },
      Map: { type: "object", additionalProperties: ref("Json") },
      loop: { anyOf: [ref("loop"), text] },
    },
  ),
  "an alias that is made of itself": document(
    { "/a": get(ok(ref("one"))) },
    {
      one: { oneOf: [ref("two"), text] },
      two: { allOf: [ref("three")] },
      three: { anyOf: [ref("one"), { type: "null" }] },
    },
  ),
  "read-only and write-only": document(
    { "/a": { post: { requestBody: { required: true, content: json(ref("User")) }, responses: ok(ref("User")) } } },
    {
      User: {
        type: "object",
        required: ["id", "password", "friends"],
        properties: {
          id: { type: "string", readOnly: true },
          password: { type: "string", writeOnly: true },
          friends: { type: "array", items: ref("User") },
        },
      },
      UserInput: text,
    },
  ),
  "nothing but what is read-only": document(
    { "/a": { put: { requestBody: { content: json(ref("Stamp")) }, responses: ok(ref("Stamp")) } } },
    { Stamp: { type: "object", required: ["at"], properties: { at: { type: "string", readOnly: true } } } },
  ),
  "long unions within unions": document({
    "/a": get(
      ok({
        oneOf: [
          { enum: Array.from({ length: 12 }, (_, index) => `a-rather-long-value-${index}`) },
          { anyOf: [{ type: "object", properties: { a: { enum: [1, null, true, { b: [] }] } } }, { type: "null" }] },
          { const: { a: "b" } },
        ],
      }),
    ),
  }),
  "several successes": document({
    "/a": {
      post: {
        requestBody: { content: json(true) },
        responses: {
          "200": { description: "", content: json({ enum: Array.from({ length: 20 }, (_, index) => `v${index}`) }) },
          "201": { description: "", content: { "text/plain": {} } },
          "204": { description: "" },
          "2XX": { description: "", content: json({ type: "object" }) },
        },
      },
    },
  }),
  "names that TypeScript or this program has": document(
    {
      "/a": get(
        ok({
          type: "object",
          properties: Object.fromEntries(
            ["constructor", "a b", "1", "class"].map((name) => [name, ref(name === "1" ? "Promise" : "Transport")]),
          ),
        }),
      ),
    },
    { Promise: text, Transport: { type: "number" }, OddClient: text, "odd-client": text },
    { description: "*/ evil(); /*" },
  ),
  "names that only differ in their signs": document(
    {
      "/a": get(
        ok({
          type: "array",
          prefixItems: ["a-b", "a.b", "a_b", "AB", "Ünï", "日本", "%7E"].map((name) => ({
            $ref: `#/components/schemas/${encodeURIComponent(name)}`,
          })),
        }),
      ),
    },
    Object.fromEntries(
      ["a-b", "a.b", "a_b", "AB", "Ünï", "日本", "%7E"].map((name) => [
        name,
        { type: "object", properties: { name: { const: name } } },
      ]),
    ),
  ),
  "tuples and maps": document({
    "/a": get(
      ok({
        type: "array",
        prefixItems: [text, { anyOf: [text, { type: "null" }] }, { type: "object", properties: { a: text } }],
        items: { type: "object", properties: { b: text }, additionalProperties: { type: "number" } },
      }),
    ),
  }),
  "open, closed and contradictory objects": document({
    "/a": get(
      ok({
        allOf: [
          { type: "object", properties: { a: text }, required: ["a", "b"] },
          { required: ["c"] },
          { properties: { a: { type: "number" } } },
          { not: { required: ["d"] } },
        ],
        additionalProperties: false,
      }),
    ),
  }),
  "problems of every kind": document(
    {
      "/a": {
        get: {
          responses: {
            ...ok(text),
            "400": { description: "", content: { "application/problem+json": { schema: ref("Invalid") } } },
            "4XX": {
              description: "",
              content: {
                "application/problem+json": {
                  schema: {
                    oneOf: [
                      ref("Missing"),
                      { type: "object", properties: { type: { enum: ["a/b", "about:blank", ""] } } },
                    ],
                  },
                },
              },
            },
            default: {
              description: "",
              content: { "application/problem+json": { schema: { allOf: [ref("Missing"), ref("Base")] } } },
            },
          },
        },
      },
    },
    {
      Base: { type: "object", properties: { title: text } },
      Invalid: {
        type: "object",
        required: ["errors"],
        properties: { type: { const: "urn:invalid" }, errors: { type: "array" } },
      },
      Missing: { type: "object", properties: { type: { const: "https://x.example/missing" }, what: text } },
    },
  ),
  "parameters of every style": document({
    "/a/{label}/{matrix}": {
      get: {
        operationId: "a",
        parameters: [
          { name: "label", in: "path", required: true, style: "label", schema: { type: "array", items: text } },
          { name: "matrix", in: "path", required: true, style: "matrix", explode: true, schema: { type: "object" } },
          { name: "filter", in: "query", style: "deepObject", schema: { type: "object", properties: { a: text } } },
          {
            name: "piped",
            in: "query",
            style: "pipeDelimited",
            explode: false,
            schema: { type: "array", items: text },
          },
          { name: "written", in: "query", content: { "application/json": { schema: { type: "object" } } } },
          { name: "X-List", in: "header", schema: { type: "array", items: { type: "integer" } } },
          { name: "session", in: "cookie", schema: text },
        ],
        responses: ok(text),
      },
    },
  }),
  "bodies that are not JSON": document({
    "/a": {
      post: {
        operationId: "upload",
        requestBody: { required: true, content: { "image/png": {} } },
        responses: ok(text),
      },
    },
    "/b": get(ok(text), {
      operationId: "cookie",
      parameters: [{ name: "s", in: "cookie", required: true, schema: text }],
    }),
  }),
  "a version and a title that are none": document(
    { "/a": get(ok(text)) },
    {},
    { title: "1 – 日本\n`", version: '2024-05-01 "beta"' },
  ),
};
