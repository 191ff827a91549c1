import { describe, expect, test } from "vitest";
import { createRandom, type JsonObject, parseContract } from "../../../contracts/index.ts";
import { judgeMutant } from "./judge.ts";
import { edited } from "./mutations/edit.ts";
import { mutations } from "./mutations/index.ts";
import type { Mutation } from "./mutations/mutation.ts";

const thing: JsonObject = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, state: { type: "string", enum: ["new", "old"] } },
};

/** A contract with a place for every mutation. */
const contract = await parseContract(
  {
    openapi: "3.1.0",
    info: { title: "things", version: "1.0.0" },
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          parameters: [
            { name: "sort", in: "query", schema: { type: "string", enum: ["name", "age"] } },
            { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 } },
          ],
          requestBody: {
            content: { "application/json": { schema: thing }, "application/xml": { schema: { type: "string" } } },
          },
          responses: {
            "201": { description: "", content: { "application/json": { schema: thing } } },
            "400": { description: "" },
          },
        },
      },
    },
  },
  "things.json",
);
const random = createRandom(1);

describe("a mutated contract", () => {
  test.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    "is told from its original: %s",
    async (_, mutation) => {
      expect(await judgeMutant(contract, mutation, random)).toEqual({ outcome: "found" });
    },
  );

  const described = mutations.find(({ rule }) => rule === "documentation-changed") as Mutation;

  test("is told otherwise where another rule or effect names it", async () => {
    expect(await judgeMutant(contract, { ...described, rule: "operation-removed" }, random)).toMatchObject({
      outcome: "otherwise",
    });
    expect(await judgeMutant(contract, { ...described, effect: "breaking" }, random)).toMatchObject({
      outcome: "otherwise",
    });
  });

  test("is missed where nothing is told of its operation", async () => {
    const apply: Mutation["apply"] = (from) =>
      edited(from, "/info", ["createThing"], (info) => {
        info.description = "Another one.";
      });
    expect(await judgeMutant(contract, { ...described, apply }, random)).toMatchObject({ outcome: "missed" });
  });

  test("is a false alarm where more is said to break", async () => {
    const apply: Mutation["apply"] = (from) =>
      edited(from, "", [], (document) => {
        document.info = { title: "things", version: "1.0.0", description: "Another one." };
        document.paths = {};
      });
    expect(await judgeMutant(contract, { ...described, apply }, random)).toMatchObject({ outcome: "false alarm" });
  });

  test("is refused where it can no longer be loaded", async () => {
    const apply: Mutation["apply"] = (from) =>
      edited(from, "", [], (document) => {
        delete document.info;
      });
    expect(await judgeMutant(contract, { ...described, apply }, random)).toMatchObject({ outcome: "refused" });
  });
});
