import { describe, expect, test } from "vitest";
import { schemasOf } from "./compile.ts";
import { shrinkInvalid } from "./shrink.ts";

const schemas = schemasOf({ document: {} });
const schema = {
  type: "object",
  properties: { name: { type: "string", maxLength: 5 }, tags: { type: "array" }, weight: { type: "integer" } },
  required: ["name"],
};

describe("shrinkInvalid", () => {
  test("leaves away what has no part in the failure", async () => {
    const invalid = { name: "abcdefghijkl", tags: ["a", "b"], weight: 3000 };
    const smallest = await shrinkInvalid(schemas, schema, invalid, async () => true);
    expect(smallest).toEqual({ name: "abcdef" });
  });

  test("keeps what the failure needs", async () => {
    const invalid = { name: "abcdefghijkl", tags: ["a", "b"], weight: 3000 };
    const fails = async (value: unknown) => (value as { tags?: string[] }).tags?.includes("b") ?? false;
    expect(await shrinkInvalid(schemas, schema, invalid, fails)).toEqual({ name: "abcdef", tags: ["b"] });
  });

  test("remains invalid for the same reason", async () => {
    const smallest = await shrinkInvalid(schemas, schema, { name: 12, weight: 7 }, async () => true);
    expect(schemas.errors(schema, smallest)).toMatchObject([{ keyword: "type" }]);
  });

  test("asks no more often than it may", async () => {
    let asked = 0;
    const fails = async () => {
      asked++;
      return false;
    };
    await shrinkInvalid(schemas, schema, { name: "a".repeat(1000), tags: Array(50).fill("b") }, fails, 10);
    expect(asked).toBe(10);
  });
});
