import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schemasOf } from "../schema/compile.ts";
import type { Contract, MediaType } from "./contract.ts";
import { loadContract } from "./load.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-bundle-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Writes files into a folder of their own and gives the path of the first one. */
async function write(files: Record<string, unknown>): Promise<string> {
  const folder = await mkdtemp(join(directory, "case-"));
  const [first = ""] = Object.keys(files);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return join(folder, first);
}

const info = { title: "x", version: "1.0.0" };
const returning = (schema: unknown) => ({
  get: { responses: { 200: { description: "ok", content: { "application/json": { schema } } } } },
});
function judge(contract: Contract, value: unknown): readonly string[] {
  const content = contract.operations[0]?.responses.get("200")?.content.get("application/json") as MediaType;
  return schemasOf(contract)
    .errors(content.schema ?? true, value)
    .map(({ pointer, keyword }) => `${pointer} ${keyword}`);
}

test("bundles schemas of other files, JSON and YAML, that refer to each other in a circle and back to the document", async () => {
  const file = await write({
    "openapi.json": {
      openapi: "3.1.0",
      info,
      paths: { "/a": returning({ $ref: "schemas/pet.yaml#/definitions/Pet" }) },
      components: { schemas: { Name: { type: "string", maxLength: 3 }, Pet: { type: "integer" } } },
    },
    "schemas/pet.yaml": [
      "definitions:",
      "  Pet:",
      "    type: object",
      "    required: [name]",
      "    properties:",
      "      name: {$ref: '../openapi.json#/components/schemas/Name'}",
      "      owner: {$ref: 'people/owner.json'}",
      "      self: {$ref: '#/definitions/Pet'}",
    ].join("\n"),
    "schemas/people/owner.json": { properties: { pets: { items: { $ref: "../pet.yaml#/definitions/Pet" } } } },
  });
  const contract = await loadContract(file);
  expect(Object.keys((contract.document.components as { schemas: object }).schemas)).toEqual([
    "Name",
    "Pet",
    "Pet-2",
    "owner",
  ]);
  expect(JSON.stringify(contract.document)).not.toMatch(/"\$ref":"[^#]/);
  expect(judge(contract, { name: "Rex", owner: { pets: [{ name: "Tom", self: { name: "x" } }] } })).toEqual([]);
  expect(judge(contract, { name: "Rex", owner: { pets: [{ name: "Thomas" }] } })).toEqual([
    "/owner/pets/0/name maxLength",
  ]);
});

test("bundles path items, parameters and responses of other files", async () => {
  const file = await write({
    "openapi.yaml": "openapi: 3.0.3\ninfo: {title: x, version: 1.0.0}\npaths:\n  /a/{id}: {$ref: 'paths.yaml#/item'}\n",
    "paths.yaml": [
      "item:",
      "  parameters: [{$ref: '#/id'}]",
      "  get: {responses: {200: {$ref: 'responses.json#/Ok'}}}",
      "id: {name: id, in: path, required: true, schema: {type: string, nullable: true}}",
    ].join("\n"),
    "responses.json": { Ok: { description: "fine", content: { "application/json": { schema: { type: "integer" } } } } },
  });
  const contract = await loadContract(file);
  expect(contract.operations.map(({ id, parameters }) => [id, parameters[0]?.schema])).toEqual([
    ["GET /a/{id}", { type: ["string", "null"] }],
  ]);
  expect(judge(contract, "one")).toEqual([" type"]);
});

test("bundles what a Swagger 2.0 document has in other files, and references into its own paths", async () => {
  const file = await write({
    "swagger.json": {
      swagger: "2.0",
      info,
      paths: {
        "/a": {
          get: { responses: { 200: { description: "ok", schema: { $ref: "#/paths/~1b/get/responses/200/schema" } } } },
        },
        "/b": { get: { responses: { 200: { description: "ok", schema: { $ref: "shared.yaml#/Money" } } } } },
      },
    },
    "shared.yaml": "Money: {type: integer, minimum: 0, exclusiveMinimum: true}",
  });
  expect(judge(await loadContract(file), 0)).toEqual([" exclusiveMinimum"]);
});

test("finds anchors and $ids, which are names and no places", async () => {
  const schemas = {
    Money: { $anchor: "money", type: "integer" },
    Town: { $id: "https://x.example/town", type: "string" },
  };
  const properties = {
    price: { $ref: "#money" },
    town: { $ref: "https://x.example/town" },
    far: { $ref: "far.json#here" },
  };
  const file = await write({
    "openapi.json": { openapi: "3.1.0", info, paths: { "/a": returning({ properties }) }, components: { schemas } },
    "far.json": { a: { b: { $anchor: "here", type: "null" } } },
  });
  const contract = await loadContract(file);
  expect(judge(contract, { price: "x", town: 1, far: 1 })).toEqual(["/price type", "/town type", "/far type"]);
});

test("rewrites the mapping of a discriminator with the references", async () => {
  const schema = {
    oneOf: [{ $ref: "cat.json" }],
    discriminator: { propertyName: "kind", mapping: { cat: "cat.json" } },
  };
  const file = await write({
    "openapi.json": { openapi: "3.1.0", info, paths: {}, components: { schemas: { Pet: schema } } },
    "cat.json": { type: "object" },
  });
  const { components } = (await loadContract(file)).document as { components: { schemas: { Pet: unknown } } };
  expect(components.schemas.Pet).toEqual({
    oneOf: [{ $ref: "#/components/schemas/cat" }],
    discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/cat" } },
  });
});

test.each([
  ["missing.json", /openapi\.json at \/paths\/.*\$ref leads to .*missing\.json, which cannot be read/],
  ["other.yaml#/nothing", /openapi\.json at \/paths\/~1a\/.*\/schema\/\$ref: .*names nothing in .*other\.yaml/],
  ["other.yaml#anchor", /names nothing in/],
  ["http://[", /is no URI reference/],
  ["https://example.invalid/x.json", /remote files are not read; copy it beside the document, or allow/],
  ["ftp://example.invalid/x.json", /leads to ftp: which cannot be read/],
  ["data:application/json,{}", /leads to data:/],
])("refuses the $ref %s", async (reference, message) => {
  const file = await write({
    "openapi.json": { openapi: "3.1.0", info, paths: { "/a": returning({ $ref: reference }) } },
    "other.yaml": "a: 1",
  });
  await expect(loadContract(file)).rejects.toThrow(message);
});

test("names the other file where that is broken", async () => {
  const file = await write({
    "openapi.json": { openapi: "3.1.0", info, paths: { "/a": returning({ $ref: "other.yaml#/A" }) } },
    "other.yaml": "A:\n  properties:\n    b: {$ref: '#/B'}\n",
  });
  await expect(loadContract(file)).rejects.toThrow(
    /other\.yaml at \/A\/properties\/b\/\$ref: the \$ref "#\/B" names nothing;/,
  );
});

test("reads remote files where that is allowed, and a document by its URL", async () => {
  const document = { openapi: "3.1.0", info, paths: { "/a": returning({ $ref: "money.json" }) } };
  const server = createServer((request, response) => {
    const body = { "/openapi.json": document, "/money.json": { type: "integer" } }[request.url ?? ""];
    response.statusCode = body === undefined ? 404 : 200;
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(judge(await loadContract(`${base}/openapi.json`, { allowRemote: true }), "x")).toEqual([" type"]);
    await expect(loadContract(`${base}/openapi.json`)).rejects.toThrow("remote files are not read");
    await expect(loadContract(`${base}/other.json`)).rejects.toThrow(`${base}/other.json: the server answers 404`);
  } finally {
    server.close();
  }
  await expect(loadContract(`${base}/openapi.json`)).rejects.toThrow("it cannot be fetched");
});

test("refuses what is no readable file", async () => {
  await expect(loadContract(join(directory, "none.json"))).rejects.toThrow("none.json: there is no such file");
  await expect(loadContract(directory)).rejects.toThrow("it is a directory");
  const file = await write({ "latin.yaml": "" });
  await writeFile(file, Buffer.from("title: caf\xe9", "latin1"));
  await expect(loadContract(file)).rejects.toThrow("it is not text in UTF-8");
});
