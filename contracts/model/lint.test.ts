import { expect, test } from "vitest";
import { lintContract, lintRules } from "./lint.ts";
import { parseContract } from "./parse.ts";

// biome-ignore lint/suspicious/noExplicitAny: the tests break the document in ways that no type allows
type Document = any;

const problem = { description: "refused", content: { "application/problem+json": { schema: { type: "object" } } } };
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const secured = { security: [{ token: ["clerk"] }] };

/** A contract that keeps every rule. */
function shelves(): Document {
  const document = {
    openapi: "3.1.0",
    info: { title: "Shelves", version: "1.0.0" },
    servers: [{ url: "https://shelves.example" }],
    "x-tercet": { metrics: "/metrics", dependencies: [{ service: "walls", range: "^1" }] },
    paths: {
      "/v1/shelves": {
        post: {
          ...secured,
          operationId: "createShelf",
          parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } }],
          requestBody: {
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/Shelf" }, example: { name: "left" } },
            },
          },
          responses: {
            201: {
              description: "created",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Shelf" } } },
              links: {
                read: { operationId: "getShelf", parameters: { id: "$response.body#/name" } },
                remove: { operationId: "deleteShelf", parameters: { "path.id": "$response.body#/name" } },
              },
            },
            ...{ 400: problem, 401: problem, 403: problem },
          },
        },
      },
      "/v1/shelves/{id}": {
        parameters: [id],
        get: {
          ...secured,
          operationId: "getShelf",
          responses: { 200: { description: "ok" }, "4XX": problem },
        },
        delete: { ...secured, operationId: "deleteShelf", responses: { 204: { description: "gone" }, "4XX": problem } },
      },
      "/metrics": {
        get: {
          ...secured,
          operationId: "getMetrics",
          responses: {
            200: { description: "ok", content: { "text/plain": { schema: { type: "string" } } } },
            default: problem,
          },
        },
      },
    },
    components: {
      schemas: {
        Shelf: {
          type: "object",
          properties: { name: { type: "string", maxLength: 5, default: "new", examples: ["top"] } },
          required: ["name"],
          additionalProperties: false,
        },
      },
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
    },
  };
  // Unlike structuredClone, this shares nothing: one operation is changed without the others.
  return JSON.parse(JSON.stringify(document));
}

const post = "/paths/~1v1~1shelves/post";
const shelf = "/components/schemas/Shelf";
const operations = (document: Document) => ({
  create: document.paths["/v1/shelves"].post,
  read: document.paths["/v1/shelves/{id}"].get,
  item: document.paths["/v1/shelves/{id}"],
});

/** For each rule: how it is broken, and where that is reported. */
const breaks: readonly [rule: string, change: (document: Document) => void, pointer: string][] = [
  ["openapi", (d) => (d.inf = {}), ""],
  ["openapi", (d) => delete operations(d).create.responses[201].description, `${post}/responses/201`],
  ["semantic-version", (d) => (d.info.version = "v2"), "/info/version"],
  ["dependency-range", (d) => (d["x-tercet"].dependencies[0].range = "one"), "/x-tercet/dependencies/0/range"],
  ["sunset-date", (d) => (operations(d).create["x-sunset"] = "soon"), `${post}/x-sunset`],
  ["sunset-deprecated", (d) => (operations(d).create["x-sunset"] = "2027-01-31"), `${post}/x-sunset`],
  ["extension-place", (d) => (d.components.schemas.Shelf["x-tercet"] = {}), `${shelf}/x-tercet`],
  ["unused-component", (d) => (d.components.schemas.Old = {}), "/components/schemas/Old"],
  [
    "unused-component",
    (d) => (d.components.securitySchemes.old = { type: "http", scheme: "basic" }),
    "/components/securitySchemes/old",
  ],
  ["schema-valid", (d) => (d.components.schemas.Shelf.properties.name.type = "text"), `${shelf}/properties/name/type`],
  [
    "example-valid",
    (d) => (operations(d).create.requestBody.content["application/json"].example.name = "too long"),
    `${post}/requestBody/content/application~1json/example`,
  ],
  [
    "example-valid",
    (d) => (d.components.schemas.Shelf.properties.name.default = 1),
    `${shelf}/properties/name/default`,
  ],
  [
    "example-valid",
    (d) => (d.components.schemas.Shelf.properties.name.examples = ["top", "bottom"]),
    `${shelf}/properties/name/examples/1`,
  ],
  [
    "example-valid",
    (d) => (operations(d).create.parameters[0].examples = { no: { value: 1 } }),
    `${post}/parameters/0/examples/no`,
  ],
  [
    "pattern-readable",
    (d) => (d.components.schemas.Shelf.properties.name.pattern = "(?i)a"),
    `${shelf}/properties/name/pattern`,
  ],
  [
    "required-property",
    (d) => {
      d.components.schemas.Shelf.required = ["name", "size"];
      delete operations(d).create.requestBody.content["application/json"].example;
    },
    `${shelf}/required/1`,
  ],
  [
    "operation-id",
    (d) => (d.paths["/v1/walls"] = { get: { ...secured, responses: { default: problem } } }),
    "/paths/~1v1~1walls/get",
  ],
  [
    "path-version",
    (d) => (d.paths["/walls"] = { get: { ...secured, operationId: "w", responses: { default: problem } } }),
    "/paths/~1walls/get",
  ],
  [
    "unambiguous-path",
    (d) =>
      (d.paths["/v1/shelves/{name}"] = {
        parameters: [{ ...id, name: "name" }],
        get: { ...operations(d).read, operationId: "w" },
      }),
    "/paths/~1v1~1shelves~1{name}/get",
  ],
  ["path-parameter-used", (d) => operations(d).create.parameters.push(id), `${post}/parameters/1`],
  ["unique-parameter", (d) => operations(d).item.parameters.push({ ...id }), "/paths/~1v1~1shelves~1{id}/parameters/1"],
  [
    "input-response",
    (d) => (operations(d).read.responses = { 401: problem, 403: problem }),
    "/paths/~1v1~1shelves~1{id}/get",
  ],
  ["idempotency-key", (d) => (operations(d).create.parameters[0].name = "Key"), post],
  ["idempotency-key", (d) => (operations(d).create.parameters[0].required = false), `${post}/parameters/0`],
  ["secured", (d) => (operations(d).read.security = []), "/paths/~1v1~1shelves~1{id}/get"],
  ["secured", (d) => operations(d).read.security.push({}), "/paths/~1v1~1shelves~1{id}/get"],
  ["security-scheme", (d) => operations(d).read.security.push({ other: [] }), "/paths/~1v1~1shelves~1{id}/get"],
  ["unauthorized-response", (d) => delete operations(d).create.responses[401], post],
  ["forbidden-response", (d) => delete operations(d).create.responses[403], post],
  [
    "json-only",
    (d) => (operations(d).read.responses[200].content = { "text/html": {} }),
    "/paths/~1v1~1shelves~1{id}/get/responses/200/content/text~1html",
  ],
  [
    "problem-details",
    (d) => (operations(d).create.responses[400] = { description: "bad", content: { "application/json": {} } }),
    `${post}/responses/400`,
  ],
  [
    "cookie-parameter",
    (d) => operations(d).create.parameters.push({ name: "session", in: "cookie", schema: {} }),
    `${post}/parameters/1`,
  ],
  [
    "cookie-parameter",
    (d) => (d.components.securitySchemes.token = { type: "apiKey", in: "query", name: "key" }),
    "/components/securitySchemes/token",
  ],
  ["https-server", (d) => (d.servers[0].url = "http://shelves.example"), "/servers/0/url"],
  [
    "link-target",
    (d) => (operations(d).create.responses[201].links.more = { operationId: "other" }),
    `${post}/responses/201/links/more`,
  ],
  [
    "link-parameter",
    (d) => (operations(d).create.responses[201].links.read.parameters.size = 1),
    `${post}/responses/201/links/read/parameters/size`,
  ],
  [
    "link-parameter",
    (d) => (operations(d).create.responses[201].links.read.parameters = {}),
    `${post}/responses/201/links/read`,
  ],
  [
    "link-expression",
    (d) => (operations(d).create.responses[201].links.read.parameters.id = "$respons.body#/id"),
    `${post}/responses/201/links/read/parameters/id`,
  ],
  ["created-links", (d) => delete operations(d).create.responses[201].links.remove, `${post}/responses/201`],
];

test("finds nothing in a contract that keeps every rule", async () => {
  expect(lintContract(await parseContract(shelves(), "shelves.json"))).toEqual([]);
});

test.each(breaks)("%s: reports exactly the defect (%#)", async (rule, change, pointer) => {
  const document = shelves();
  change(document);
  const findings = lintContract(await parseContract(document, "shelves.json"));
  expect(findings.map((finding) => [finding.rule, finding.pointer])).toEqual([[rule, pointer]]);
  expect(findings[0]?.message).toMatch(/^\S.*\.$/);
});

test("every rule is broken by one of these defects, and has a name of its own", () => {
  const ids = lintRules.map(({ id: name }) => name);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(breaks.map(([rule]) => rule))).toEqual(new Set(ids));
});

test("reports a part that several operations share once", async () => {
  const document = shelves();
  document.components.responses = { Bad: { description: "bad" } };
  for (const operation of [operations(document).create, operations(document).read]) {
    operation.responses[400] = { $ref: "#/components/responses/Bad" };
  }
  const findings = lintContract(await parseContract(document, "shelves.json"));
  expect(findings.map(({ pointer }) => pointer)).toEqual(["/components/responses/Bad"]);
});
