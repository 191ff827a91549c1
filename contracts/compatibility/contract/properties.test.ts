import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schema } from "../../model/contract.ts";
import { createRandom, type Random } from "../../random.ts";
import { type Schemas, schemasOf } from "../../schema/compile.ts";
import { generate } from "../../schema/generate.ts";
import { GenerationError } from "../../schema/values/error.ts";
import { diffContracts } from "./diff.ts";
import { requestFaults, responseFaults } from "./testing/judge.ts";
import { type Draft, things } from "./testing/things.ts";

/** A schema of few words, so that two of them often have something to do with each other. */
const schema = fc.letrec<{ schema: Draft }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.record({ type: fc.constant("integer"), minimum: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ type: fc.constant("string"), maxLength: fc.integer({ min: 1, max: 4 }) }, { requiredKeys: ["type"] }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom("a", "b", 1, null), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant("array"), items: tie("schema"), maxItems: fc.integer({ min: 0, max: 3 }) }),
    fc.record(
      {
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom("p", "q"), tie("schema"), { maxKeys: 2 }),
        required: fc.subarray(["p", "q"]),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: ["type", "properties"] },
    ),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
  ),
})).schema;

function sampleOf(schemas: Schemas, sent: Schema, random: Random): { value: unknown } | undefined {
  try {
    return { value: generate(schemas, sent, random) };
  } catch (error) {
    if (error instanceof GenerationError) return undefined;
    throw error;
  }
}

const withBodies = (sent: Draft, answered: Draft) =>
  things((draft) => {
    draft.paths["/v1/things"].post.requestBody.content = { "application/json": { schema: sent } };
    draft.paths["/v1/things/{id}"].get.responses[200].content = { "application/json": { schema: answered } };
  });

describe("diffContracts, for any schemas", () => {
  it("finds nothing between a contract and itself", async () => {
    await fc.assert(
      fc.asyncProperty(schema, schema, async (sent, answered) => {
        expect(diffContracts(await withBodies(sent, answered), await withBodies(sent, answered)).changes).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("shows every break by a witness that was valid and no longer is", async () => {
    await fc.assert(
      fc.asyncProperty(schema, schema, async (one, other) => {
        const [before, after] = [await withBodies(one, one), await withBodies(other, other)];
        for (const { effect, witness, operations, message } of diffContracts(before, after).changes) {
          if (effect !== "breaking") continue;
          if (witness?.kind === "request") {
            expect(requestFaults(before, witness), message).toEqual([]);
            expect(requestFaults(after, witness), message).not.toEqual([]);
          } else if (witness?.kind === "response") {
            expect(responseFaults(after, operations[0] ?? "", witness), message).toEqual([]);
            expect(responseFaults(before, operations[0] ?? "", witness), message).not.toEqual([]);
          } else expect.unreachable(message);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("calls no change compatible that refuses a request which was valid", async () => {
    await fc.assert(
      fc.asyncProperty(schema, schema, fc.integer({ min: 0, max: 1000 }), async (one, other, seed) => {
        const [before, after] = [await withBodies(one, true), await withBodies(other, true)];
        if (diffContracts(before, after).changes.some(({ effect }) => effect !== "compatible")) return;
        const [sent, read] = [before, after].map((contract) =>
          contract.operations.find(({ id }) => id === "createThing"),
        );
        const schemaOf = (operation: typeof sent) =>
          operation?.requestBody?.content.get("application/json")?.schema ?? true;
        const random = createRandom(seed);
        for (let sample = 0; sample < 10; sample++) {
          const found = sampleOf(schemasOf(before), schemaOf(sent), random.fork(String(sample)));
          if (found !== undefined) expect(schemasOf(after).errors(schemaOf(read), found.value)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("turns a request that widens into one that narrows when the versions are swapped", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), async (low, more) => {
        const [narrow, wide] = [low, low + more].map((maxLength) => ({ type: "string", maxLength }));
        const [before, after] = [await withBodies(narrow, true), await withBodies(wide, true)];
        expect(diffContracts(before, after).changes.map(({ effect }) => effect)).toEqual(["compatible"]);
        expect(diffContracts(after, before).changes.map(({ effect }) => effect)).toEqual(["breaking"]);
      }),
      { numRuns: 20 },
    );
  });
});
