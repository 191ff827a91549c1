import { describe, expect, test } from "vitest";
import type { Operation, Parameter } from "./contract.ts";
import { serializeTarget } from "./serialize.ts";

const operation = (path: string, ...query: Partial<Parameter>[]): Operation =>
  ({
    path,
    parameters: query.map((one) => ({ in: "query", style: "form", explode: true, ...one })),
  }) as unknown as Operation;

describe("serializeTarget", () => {
  test("percent-encodes what stands in a path", () => {
    expect(serializeTarget(operation("/v1/things/{id}"), { id: "a/b ?ü" }, {})).toBe("/v1/things/a%2Fb%20%3F%C3%BC");
  });

  test.each([
    ["form, exploded", { name: "sku" }, { sku: ["a", "b"] }, "?sku=a&sku=b"],
    ["form, not exploded", { name: "sku", explode: false }, { sku: ["a", "b"] }, "?sku=a,b"],
    ["pipes", { name: "sku", style: "pipeDelimited", explode: false }, { sku: ["a", "b"] }, "?sku=a%7Cb"],
    ["pipes, exploded", { name: "sku", style: "pipeDelimited", explode: true }, { sku: ["a", "b"] }, "?sku=a&sku=b"],
    ["deep objects", { name: "f", style: "deepObject" }, { f: { a: 1, b: "x y" } }, "?f%5Ba%5D=1&f%5Bb%5D=x%20y"],
    ["an object, exploded", { name: "f" }, { f: { a: 1, b: 2 } }, "?a=1&b=2"],
    ["JSON", { name: "f", mediaType: "application/json" }, { f: { a: 1 } }, "?f=%7B%22a%22%3A1%7D"],
    ["undeclared", { name: "other" }, { more: true }, "?more=true"],
  ] as const)("writes a query: %s", (_what, parameter, query, expected) => {
    expect(serializeTarget(operation("/v1/things", parameter as Partial<Parameter>), {}, query)).toBe(
      `/v1/things${expected}`,
    );
  });

  test("does not let a value step out of its place in the path", () => {
    const url = new URL(`http://host${serializeTarget(operation("/v1/things/{id}"), { id: ".." }, {})}`);
    expect(url.pathname).toMatch(/^\/v1\/things\/.+/);
  });
});
