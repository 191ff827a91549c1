import { describe, expect, test } from "vitest";
import { ConditionError, parseCondition } from "./condition.ts";

const values: Readonly<Record<string, unknown>> = {
  $statusCode: 422,
  "$response.body#/type": "https://tercet.example/problems/below-minimum",
  "$response.body#/total": 1250,
  "$response.body#/open": true,
  "$response.body#/items": [{ sku: "milk", quantity: 2 }],
  "$steps.before.outputs.items": [{ quantity: 2, sku: "milk" }],
  "$response.header.ratelimit-limit": "100",
};
const holds = (condition: string) => parseCondition(condition)((expression) => values[expression]);

describe("a simple condition", () => {
  test.each([
    "$statusCode == 422",
    "$statusCode >= 400 && $statusCode < 500",
    "$statusCode == 200 || $statusCode == 422",
    "!($statusCode == 200)",
    "$response.body#/open",
    "$response.body#/open == true",
    "$response.body#/total > 1249.5",
    "$response.body#/type == 'HTTPS://tercet.example/problems/BELOW-minimum'",
    "$response.body#/items == $steps.before.outputs.items",
    "$response.body#/absent == $response.body#/gone",
    "$response.body#/absent != null",
    "$response.header.ratelimit-limit == 100",
    "'it''s' == 'it''s'",
    "true || false && false",
  ])("holds: %s", (condition) => {
    expect(holds(condition)).toBe(true);
  });

  test.each([
    "$statusCode == 200",
    "$statusCode != 422",
    "$response.body#/total < 1250",
    "$response.body#/total > 'a'",
    "$response.body#/absent",
    "$response.body#/absent > 0",
    "$statusCode",
    "(true || false) && false",
  ])("does not hold: %s", (condition) => {
    expect(holds(condition)).toBe(false);
  });

  test.each([
    "",
    "$statusCode ==",
    "== 200",
    "($statusCode == 200",
    "$statusCode == 200 extra",
    "$statusCode = 200",
    "'open",
  ])("is refused: %j", (condition) => {
    expect(() => parseCondition(condition)).toThrow(ConditionError);
  });
});
