import { expect, test } from "vitest";
import {
  type ExpressionScope,
  evaluateExpression,
  evaluateTemplate,
  expressionsIn,
  missingExpressions,
} from "./expression.ts";

const scope: ExpressionScope = {
  url: "https://shop.example/v1/carts?limit=2",
  method: "POST",
  statusCode: 201,
  request: {
    path: { cartId: "c-1" },
    query: { limit: 2 },
    headers: { "idempotency-key": "k" },
    body: { items: [{ sku: "milk" }] },
  },
  response: {
    headers: { Location: "/v1/carts/c-1", vary: ["accept", "origin"] },
    body: { id: "c-1", "a/b": null, open: true },
  },
  inputs: { "user.name": "Ada", address: { town: "Bern" } },
  outputs: { total: 5 },
  steps: { "place-order": { outputs: { order: { lines: [{ price: 7 }] } } } },
  workflows: { buy: { outputs: { id: 9 } } },
};

test.each([
  ["$url", "https://shop.example/v1/carts?limit=2"],
  ["$method", "POST"],
  ["$statusCode", 201],
  ["$request.path.cartId", "c-1"],
  ["$request.query.limit", 2],
  ["$request.header.Idempotency-Key", "k"],
  ["$request.body#/items/0/sku", "milk"],
  ["$response.header.location", "/v1/carts/c-1"],
  ["$response.header.vary", "accept, origin"],
  ["$response.body", { id: "c-1", "a/b": null, open: true }],
  ["$response.body#/a~1b", null],
  ["$inputs.user.name", "Ada"],
  ["$inputs.address.town", "Bern"],
  ["$outputs.total", 5],
  ["$steps.place-order.outputs.order#/lines/0/price", 7],
  ["$workflows.buy.outputs.id", 9],
])("evaluates %s", (expression, value) => {
  expect(evaluateExpression(expression, scope)).toEqual(value);
});

test.each([
  "$response.body#/nothing",
  "$request.query.nothing",
  "$steps.other.outputs.x",
  "$inputs.constructor",
  "$100",
  "$response",
])("has no value for %s", (expression) => {
  expect(evaluateExpression(expression, scope)).toBeUndefined();
});

test("keeps the type of an expression that is the whole string, bare or in braces", () => {
  expect(evaluateTemplate("$statusCode", scope)).toBe(201);
  expect(evaluateTemplate("{$response.body#/open}", scope)).toBe(true);
  expect(evaluateTemplate("{$response.body#/a~1b}", scope)).toBeNull();
});

test("writes embedded expressions into the text", () => {
  expect(evaluateTemplate("cart {$response.body#/id} of {$inputs.user.name}: {$statusCode}", scope)).toBe(
    "cart c-1 of Ada: 201",
  );
});

test("fills objects and lists however deep, and leaves constants as they are", () => {
  const template = {
    method: "HOME",
    price: "$100",
    note: "{not one}",
    items: [{ sku: "$request.body#/items/0/sku", quantity: 1 }],
  };
  expect(evaluateTemplate(template, scope)).toEqual({
    method: "HOME",
    price: "$100",
    note: "{not one}",
    items: [{ sku: "milk", quantity: 1 }],
  });
});

test("gives nothing where one expression has no value, and says which", () => {
  const template = { id: "$response.body#/id", slot: ["{$response.body#/slot}"] };
  expect(evaluateTemplate(template, scope)).toBeUndefined();
  expect(missingExpressions(template, scope)).toEqual(["$response.body#/slot"]);
});

test("keeps a member called __proto__ a member", () => {
  const filled = evaluateTemplate(JSON.parse('{"__proto__": {"id": "$response.body#/id"}}'), scope) as object;
  expect(Object.entries(filled)).toEqual([["__proto__", { id: "c-1" }]]);
  expect(({} as { id?: string }).id).toBeUndefined();
});

test("finds the expressions in a text", () => {
  expect(expressionsIn("$url")).toEqual(["$url"]);
  expect(expressionsIn("{$url} and {$inputs.x}")).toEqual(["$url", "$inputs.x"]);
  expect(expressionsIn("costs $5 {or} {$nonsense}")).toEqual([]);
});
