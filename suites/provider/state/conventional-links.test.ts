import { describe, expect, test } from "vitest";
import { type JsonObject, type Operation, parseContract } from "../../../contracts/index.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { examine } from "../broken/examine.ts";
import { checks } from "../index.ts";
import { withConventionalLinks } from "./conventional-links.ts";

const json = (schema: JsonObject) => ({ "application/json": { schema } });
const answers = (status: string, schema: JsonObject, more = {}) => ({
  responses: { [status]: { description: "", content: json(schema), ...more } },
});
const thing = (...names: readonly string[]): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
const name = (parameter: string, more = {}) => ({
  parameters: [{ name: parameter, in: "path", required: true, schema: { type: "string" }, ...more }],
});

async function linksOf(paths: JsonObject, id: string): Promise<Record<string, unknown>> {
  const document = { openapi: "3.1.0", info: { title: "things", version: "1.0.0" }, paths };
  const { operations } = withConventionalLinks(await parseContract(document, "things.json"));
  const operation = operations.find((one) => one.id === id) as Operation;
  const links = [...operation.responses.values()].flatMap((response) => response.links);
  return Object.fromEntries(links.map(({ operationId, parameters }) => [operationId, Object.fromEntries(parameters)]));
}
const create = (schema: JsonObject, more = {}) => ({
  post: { operationId: "create", ...answers("201", schema, more) },
});
const remove = { operationId: "remove", responses: { "204": { description: "" } } };

describe("conventional links", () => {
  test("lead from a collection to its objects and what is below them, by the name that the path asks for", async () => {
    const paths = {
      "/things": create(thing("thing_id", "id")),
      "/things/{thingId}": { ...name("thingId"), delete: remove },
      "/things/{thingId}/parts": { ...name("thingId"), get: { operationId: "parts", ...answers("200", thing()) } },
    };
    const parameters = { thingId: "$response.body#/thing_id" };
    expect(await linksOf(paths, "create")).toEqual({ remove: parameters, parts: parameters });
  });

  test("keep the names of the path above", async () => {
    const paths = {
      "/owners/{owner}/things": { ...name("owner"), ...create(thing("id")) },
      "/owners/{owner}/things/{thing}": {
        parameters: [...name("owner").parameters, ...name("thing").parameters],
        delete: remove,
      },
    };
    expect(await linksOf(paths, "create")).toEqual({
      remove: { owner: "$request.path.owner", thing: "$response.body#/id" },
    });
  });

  test("lead from what creates by name to the same path", async () => {
    const put = { operationId: "put", ...answers("201", thing()) };
    const paths = { "/things/{code}": { ...name("code"), put, delete: remove } };
    expect(await linksOf(paths, "put")).toEqual({ remove: { code: "$request.path.code" } });
  });

  test.each([
    ["the answer does not name the object", create(thing("title")), name("thingId")],
    [
      "the contract links by itself",
      create(thing("id"), { links: { own: { operationId: "remove" } } }),
      name("thingId"),
    ],
  ])("are not made up where %s", async (_title, collection, parameters) => {
    const paths = { "/things": collection, "/things/{thingId}": { ...parameters, delete: remove } };
    expect(
      Object.values(await linksOf(paths, "create")).filter((one) => Object.keys(one as object).length > 0),
    ).toEqual([]);
  });

  test("let the correct provider be verified, and leave nothing, where its contract has no links", async () => {
    const document = JSON.parse(JSON.stringify(parcelsDocument), (key, value) => (key === "links" ? undefined : value));
    const { findings, residue } = await examine(checks, { document });
    expect(findings.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive")).toEqual([]);
    expect(residue).toEqual([]);
    const exercised = new Set(findings.filter(({ verdict }) => verdict === "pass").map(({ operation }) => operation));
    expect([...exercised]).toEqual(expect.arrayContaining(["getParcel", "labelParcel", "deleteParcel", "deleteDepot"]));
  });
});
