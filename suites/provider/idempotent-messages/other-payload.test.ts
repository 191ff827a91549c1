import { expect, test } from "vitest";
import { createRandom, type JsonObject, parseContract } from "../../../contracts/index.ts";
import { otherPayload } from "./other-payload.ts";

const contract = await parseContract(
  { openapi: "3.1.0", info: { title: "Empty", version: "1.0.0" }, paths: {} },
  "empty",
);
const other = (schema: JsonObject, payload: unknown) => otherPayload(contract, schema, payload, createRandom(1));

test("changes one member a little where the contract allows it", () => {
  const schema = {
    type: "object",
    properties: { id: { const: "a" }, grams: { type: "integer", maximum: 5 }, fragile: { type: "boolean" } },
    required: ["id", "grams"],
  };
  expect(other(schema, { id: "a", grams: 5, fragile: true })).toEqual({ id: "a", grams: 4, fragile: true });
  expect(other(schema, { id: "a", grams: 4 })).toEqual({ id: "a", grams: 3 });
});

test("generates one where no small change is allowed", () => {
  expect(other({ enum: ["HOME", "DRIVE"] }, "HOME")).toBe("DRIVE");
});

test("gives none where the contract allows no other", () => {
  expect(other({ const: { a: 1 } }, { a: 1 })).toBeUndefined();
});
