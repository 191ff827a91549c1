import { describe, expect, test } from "vitest";
import { TercetError } from "../errors.ts";
import { parseContract } from "./parse.ts";

/** A document of version 3.1 around the given parts. */
function openapi(parts: Record<string, unknown>): Record<string, unknown> {
  return { openapi: "3.1.0", info: { title: "Shelf Service", version: "1.2.3" }, paths: {}, ...parts };
}
const ok = { 200: { description: "ok" } };
const parse = (parts: Record<string, unknown>) => parseContract(openapi(parts), "api.json");

describe("the model", () => {
  test("merges parameters of the path with those of the operation, which win", async () => {
    const shared = { name: "limit", in: "query", schema: { type: "integer" } };
    const contract = await parse({
      paths: {
        "/shelves/{id}": {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }, shared],
          get: { parameters: [{ ...shared, required: true, style: "pipeDelimited" }], responses: ok },
          delete: { parameters: [{ name: "Accept", in: "header", schema: {} }], responses: ok },
        },
      },
    });
    const [get, remove] = contract.operations;
    expect(get?.id).toBe("GET /shelves/{id}");
    expect(get?.parameters.map(({ name, required, style, explode }) => [name, required, style, explode])).toEqual([
      ["id", true, "simple", false],
      ["limit", true, "pipeDelimited", false],
    ]);
    // OpenAPI ignores a header parameter called Accept.
    expect(remove?.parameters.map(({ name, style, explode }) => [name, style, explode])).toEqual([
      ["id", "simple", false],
      ["limit", "form", true],
    ]);
  });

  test("puts the server's path in front: the operation's server, else the path's, else the root's", async () => {
    const contract = await parse({
      servers: [
        { url: "https://{host}/{base}/", variables: { host: { default: "a.example" }, base: { default: "api" } } },
      ],
      paths: {
        "/a": { get: { responses: ok } },
        "/b": {
          servers: [{ url: "/path" }],
          get: { responses: ok },
          put: { servers: [{ url: "//h/op?x" }], responses: ok },
        },
      },
    });
    expect(contract.operations.map(({ path }) => path)).toEqual(["/api/a", "/path/b", "/op/b"]);
  });

  test("inherits security from the root, and tells public, optional and several schemes apart", async () => {
    const contract = await parse({
      security: [{ token: ["clerk"] }],
      paths: {
        "/a": {
          get: { responses: ok },
          put: { security: [], responses: ok },
          post: { security: [{ token: [], key: [] }, {}], responses: ok },
        },
      },
    });
    expect(contract.operations.map(({ method, security }) => [method, security])).toEqual([
      ["get", [{ schemes: [{ name: "token", roles: ["clerk"] }] }]],
      ["put", []],
      [
        "post",
        [
          {
            schemes: [
              { name: "token", roles: [] },
              { name: "key", roles: [] },
            ],
          },
          { schemes: [] },
        ],
      ],
    ]);
  });

  test("resolves parameters, bodies, responses, headers, links and examples, and leaves schemas as they stand", async () => {
    const schema = { $ref: "#/components/schemas/Shelf" };
    const contract = await parse({
      paths: {
        "/shelves": {
          post: {
            operationId: "create",
            parameters: [{ $ref: "#/components/parameters/Trace" }],
            requestBody: { $ref: "#/components/requestBodies/Shelf" },
            responses: { 201: { $ref: "#/components/responses/Created" } },
          },
        },
        "/shelves/{id}": {
          get: {
            operationId: "read",
            parameters: [{ name: "id", in: "path", schema: { type: "string" } }],
            responses: ok,
          },
        },
      },
      components: {
        schemas: { Shelf: { type: "object", properties: { inner: { $ref: "#/components/schemas/Shelf" } } } },
        parameters: { Trace: { name: "trace", in: "header", content: { "application/json": { schema } } } },
        requestBodies: {
          Shelf: {
            content: { "application/json": { schema, examples: { one: { $ref: "#/components/examples/One" } } } },
          },
        },
        examples: { One: { value: { inner: {} } }, Elsewhere: { externalValue: "https://x.example" } },
        headers: { Location: { required: true, schema: { type: "string" } } },
        responses: {
          Created: {
            description: "created",
            headers: { Location: { $ref: "#/components/headers/Location" }, "Content-Type": { schema: {} } },
            content: { "application/json": { schema, example: { inner: null } } },
            links: {
              byId: { operationId: "read", parameters: { id: "$response.body#/id" } },
              byRef: {
                operationRef: "#/paths/~1shelves~1%7Bid%7D/get",
                parameters: { "path.id": 1 },
                requestBody: null,
              },
              lost: { operationId: "nobody" },
            },
          },
        },
      },
    });
    const create = contract.operations[0];
    expect(create?.parameters).toEqual([
      expect.objectContaining({
        name: "trace",
        mediaType: "application/json",
        schema,
        pointer: "/components/parameters/Trace",
      }),
    ]);
    const body = create?.requestBody?.content.get("application/json");
    expect(body?.examples).toEqual([{ name: "one", value: { inner: {} } }]);
    // The very object of the document: schemas are compiled where they stand.
    const components = contract.document.components as Record<
      string,
      Record<string, { content: Record<string, { schema: unknown }> }>
    >;
    expect(body?.schema).toBe(components.requestBodies?.Shelf?.content["application/json"]?.schema);
    const created = create?.responses.get("201");
    expect(created?.headers).toEqual([
      { name: "Location", required: true, schema: { type: "string" }, pointer: "/components/headers/Location" },
    ]);
    expect(created?.links.map(({ name, operationId, parameters }) => [name, operationId, ...parameters])).toEqual([
      ["byId", "read", ["id", "$response.body#/id"]],
      ["byRef", "read", ["path.id", 1]],
    ]);
    expect(created?.links[0]).not.toHaveProperty("requestBody");
    expect(created?.links[1]).toHaveProperty("requestBody", null);
  });

  test("reads a path item by $ref, from components.pathItems, with what stands beside the $ref", async () => {
    const contract = await parse({
      paths: { "/a": { $ref: "#/components/pathItems/A", put: { operationId: "put", responses: ok } } },
      components: { pathItems: { A: { get: { operationId: "get", responses: ok } } } },
    });
    expect(contract.operations.map(({ id, pointer }) => [id, pointer])).toEqual([
      ["get", "/components/pathItems/A/get"],
      ["put", "/paths/~1a/put"],
    ]);
  });

  test("passes over webhooks and callbacks", async () => {
    const callbacks = { done: { "{$request.body#/url}": { post: { requestBody: { content: {} }, responses: ok } } } };
    const contract = await parse({
      webhooks: { ping: { post: { responses: ok } } },
      paths: { "/a": { get: { callbacks, responses: ok } } },
    });
    expect(contract.operations.map(({ id }) => id)).toEqual(["GET /a"]);
  });

  test("lets schemas be recursive, in every way that ends", async () => {
    const schemas = {
      Tree: {
        type: "object",
        properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
      },
      A: { properties: { b: { $ref: "#/components/schemas/B" } } },
      B: { anyOf: [{ type: "null" }, { $ref: "#/components/schemas/A" }] },
      Whole: { $ref: "#" },
    };
    const { document } = await parse({ components: { schemas } });
    expect(document.components).toEqual({ schemas });
  });

  test("takes data for data: a $ref in an example, a default or an extension is none", async () => {
    const data = { $ref: "#/nowhere" };
    const schema = {
      type: "object",
      default: data,
      enum: [data],
      examples: [data],
      properties: { $ref: { type: "string" } },
    };
    const content = { "application/json": { schema, example: data, "x-data": data } };
    await expect(
      parse({ paths: { "/a": { get: { responses: { 200: { description: "", content } } } } } }),
    ).resolves.toBeDefined();
  });

  test("names the service by its extension, its folder in a catalog, or its title", async () => {
    const name = async (source: string, parts = {}) => (await parseContract(openapi(parts), source)).service;
    expect(await name("x/openapi.json", { "x-tercet": { service: "own" } })).toBe("own");
    expect(await name("contracts/carts/1.0.0/openapi.yaml")).toBe("carts");
    expect(await name("contracts/carts/latest/openapi.yaml")).toBe("shelf-service");
    expect(await name("api.json", { info: { title: "Überprüfung (neu)!", version: "1" } })).toBe("uberprufung-neu");
  });

  test("fills in the defaults of x-tercet", async () => {
    const contract = await parse({ "x-tercet": { metrics: "/metrics" }, paths: { "/a": { get: { responses: ok } } } });
    expect(contract.extension).toEqual({ metrics: "/metrics", dependencies: [], jobs: [] });
    expect(contract.operations[0]?.extension).toEqual({ selfTest: false, neverExpires: false });
  });
});

describe("a document that cannot be used is refused with file, pointer and rule", () => {
  const get = (operation: object) => ({ paths: { "/a": { get: { responses: ok, ...operation } } } });
  test.each<[string, unknown, string, string]>([
    ["no object", [], "", "openapi"],
    ["no OpenAPI", { asyncapi: "3.0.0" }, "", "openapi"],
    ["a version of the future", { openapi: "3.2.0" }, "/openapi", "openapi-version"],
    ["a version of the past", { swagger: "1.2" }, "/swagger", "openapi-version"],
    ["no info", { openapi: "3.1.0", paths: {} }, "/info", "structure"],
    ["a version that is a number", openapi({ info: { title: "x", version: 1 } }), "/info/version", "structure"],
    ["paths as a list", openapi({ paths: [] }), "/paths", "structure"],
    ["an operation that is a text", openapi({ paths: { "/a": { get: "x" } } }), "/paths/~1a/get", "structure"],
    ["a path without slash", openapi({ paths: { a: {} } }), "/paths/a", "path-slash"],
    [
      "a parameter without name",
      openapi(get({ parameters: [{ in: "query" }] })),
      "/paths/~1a/get/parameters/0/name",
      "structure",
    ],
    [
      "a parameter in the body",
      openapi(get({ parameters: [{ name: "a", in: "body" }] })),
      "/paths/~1a/get/parameters/0/in",
      "structure",
    ],
    [
      "a schema that is a number",
      openapi({ components: { schemas: { A: { items: 1 } } } }),
      "/components/schemas/A/items",
      "structure",
    ],
    [
      "a status that is none",
      openapi(get({ responses: { OK: { description: "" } } })),
      "/paths/~1a/get/responses/OK",
      "response-status",
    ],
    [
      "an undeclared path parameter",
      openapi({ paths: { "/a/{id}": { get: { responses: ok } } } }),
      "/paths/~1a~1{id}/get",
      "path-parameter-declared",
    ],
    [
      "an operationId twice",
      openapi({
        paths: { "/a": { get: { operationId: "x", responses: ok }, put: { operationId: "x", responses: ok } } },
      }),
      "/paths/~1a/put/operationId",
      "unique-operation-id",
    ],
    [
      "an undeclared server variable",
      openapi({ servers: [{ url: "/{v}" }], ...get({}) }),
      "/servers/0",
      "server-variable",
    ],
    [
      "a dead $ref of a schema",
      openapi({ components: { schemas: { A: { items: { $ref: "#/components/schemas/B" } } } } }),
      "/components/schemas/A/items/$ref",
      "ref-resolves",
    ],
    [
      "a $ref to what only JavaScript has",
      openapi({ components: { schemas: { A: { $ref: "#/components/schemas/constructor" } } } }),
      "/components/schemas/A/$ref",
      "ref-resolves",
    ],
    [
      "a dead $ref of a response",
      openapi(get({ responses: { 200: { $ref: "#/x" } } })),
      "/paths/~1a/get/responses/200/$ref",
      "ref-resolves",
    ],
    ["a $ref where none may stand", openapi({ components: { $ref: "#/x" } }), "/components/$ref", "ref-place"],
    [
      "parameters that name each other",
      openapi({
        ...get({ parameters: [{ $ref: "#/components/parameters/A" }] }),
        components: {
          parameters: { A: { $ref: "#/components/parameters/B" }, B: { $ref: "#/components/parameters/A" } },
        },
      }),
      "/paths/~1a/get/parameters/0/$ref",
      "ref-cycle",
    ],
    [
      "path items that name each other",
      openapi({ paths: { "/a": { $ref: "#/paths/~1b" }, "/b": { $ref: "#/paths/~1a" } } }),
      "/paths/~1a/$ref",
      "ref-cycle",
    ],
    [
      "a schema that is itself",
      openapi({ components: { schemas: { A: { $ref: "#/components/schemas/A" } } } }),
      "/components/schemas/A/$ref",
      "ref-cycle",
    ],
    ["an unknown key of x-tercet", openapi({ "x-tercet": { databse: {} } }), "/x-tercet/databse", "x-tercet"],
    [
      "a wrong value in x-tercet",
      openapi({ "x-tercet": { database: { maxConnections: 0 } } }),
      "/x-tercet/database/maxConnections",
      "x-tercet",
    ],
    [
      "an unknown key of an operation's x-tercet",
      openapi(get({ "x-tercet": { ratelimit: 1 } })),
      "/paths/~1a/get/x-tercet/ratelimit",
      "x-tercet",
    ],
    ["security that is no list", openapi({ security: {}, ...get({}) }), "/security", "structure"],
  ])("%s", async (_, document, pointer, rule) => {
    const error = await parseContract(document, "api.json").then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TercetError);
    const { code, place, message } = error as TercetError;
    expect({ code, place }).toEqual({ code: "contract", place: { file: "api.json", pointer, rule } });
    expect(message).toMatch(/^api\.json.*: .*\(rule: [a-z-]+\)\.$/);
  });
});
