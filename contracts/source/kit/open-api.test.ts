import { describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { defineContract } from "./define-contract.ts";
import type { OperationDefinition, ZodSchema } from "./definition.ts";
import { openApi } from "./open-api.ts";

const base = { service: "shop", version: "1.0.0", title: "Shop", description: "Sells." };
const buy: OperationDefinition = {
  method: "post",
  path: "/v1/things/{thing}",
  summary: "Buys",
  roles: ["customer", "clerk"],
  pathParameters: { thing: z.string().meta({ description: "which", examples: ["apple"] }) },
  query: { limit: z.int().optional() },
  body: z.strictObject({ pieces: z.int() }),
  examples: { one: { pieces: 1 } },
  responses: {
    201: {
      description: "bought",
      headers: { Location: z.string() },
      body: z.strictObject({ id: z.string() }),
      links: { buy: { parameters: { thing: "$response.body#/id" } } },
    },
    401: { description: "who?", component: "Unauthenticated" },
  },
  extension: { neverExpires: true },
};
const operationOf = (changes: Partial<OperationDefinition>) =>
  defineContract({ ...base, operations: { buy: { ...buy, ...changes } } });

describe("an authored contract as OpenAPI", () => {
  const document = openApi(operationOf({})) as never as Record<string, never>;
  const operation = (document.paths as never as Record<string, Record<string, object>>)["/v1/things/{thing}"]?.post;

  it("says who may call: each role is an alternative", () => {
    expect(operation).toMatchObject({ security: [{ token: ["customer"] }, { token: ["clerk"] }] });
  });

  it("has parameters with their descriptions, examples and necessity", () => {
    expect(operation).toMatchObject({
      parameters: [
        {
          name: "thing",
          in: "path",
          required: true,
          description: "which",
          example: "apple",
          schema: { type: "string" },
        },
        { name: "limit", in: "query", required: false },
      ],
    });
  });

  it("has body, headers, links, and the responses that are shared", () => {
    expect(operation).toMatchObject({
      requestBody: { required: true, content: { "application/json": { examples: { one: { value: { pieces: 1 } } } } } },
      responses: {
        201: {
          headers: { Location: { required: true, schema: { type: "string" } } },
          links: { buy: { operationId: "buy", parameters: { thing: "$response.body#/id" } } },
        },
        401: { $ref: "#/components/responses/Unauthenticated" },
      },
      "x-tercet": { neverExpires: true },
    });
    expect(document.components).toMatchObject({ responses: { Unauthenticated: { description: "who?" } } });
  });

  it("says of a public operation that no token is needed, and of one for everybody that a token is", () => {
    const security = (roles: OperationDefinition["roles"]) =>
      JSON.stringify(openApi(operationOf({ roles }))).match(/"security":(\[.*?\]\}?\]?),"parameters"/)?.[1];
    expect(security("public")).toBe("[]");
    expect(security([])).toBe('[{"token":[]}]');
  });

  it("is the same whether it is authored in zod 4 or in zod 3", () => {
    const contract = (thing: ZodSchema, newThing: ZodSchema) =>
      openApi(
        defineContract({
          ...base,
          schemas: { Thing: thing, NewThing: newThing },
          operations: {
            buy: {
              ...buy,
              pathParameters: { thing: z3.string() },
              body: newThing,
              responses: { 201: { description: "bought", body: thing } },
            },
          },
        }),
      );
    const fields3 = { kind: z3.enum(["a", "b"]), pieces: z3.number().int().min(1).max(9) };
    const fields4 = { kind: z.enum(["a", "b"]), pieces: z.number().int().min(1).max(9) };
    expect(
      contract(
        z3.object({ id: z3.string().max(9), ...fields3, gift: z3.boolean() }).strict(),
        z3.object({ ...fields3, gift: z3.boolean().default(false) }).strict(),
      ),
    ).toEqual(
      contract(
        z.strictObject({ id: z.string().max(9), ...fields4, gift: z.boolean() }),
        z.strictObject({ ...fields4, gift: z.boolean().default(false) }),
      ),
    );
  });
});

describe("defineContract refuses, naming the place,", () => {
  it.each<[string, () => unknown, string]>([
    ["a version that is none", () => defineContract({ ...base, version: "1", operations: {} }), '"version" must have'],
    [
      "a service's name with a slash",
      () => defineContract({ ...base, service: "a/b", operations: {} }),
      '"service" must',
    ],
    [
      "an unknown extension",
      () => defineContract({ ...base, extension: { no: 1 } as never, operations: {} }),
      "extension",
    ],
    [
      "an undeclared path parameter",
      () => operationOf({ pathParameters: {} }),
      "operation buy: the path names {thing}",
    ],
    ["a path parameter too many", () => operationOf({ path: "/v1" }), "does not name"],
    [
      "a link to nowhere",
      () => operationOf({ responses: { 201: { description: "", links: { sell: {} } } } }),
      'link "sell": there is no operation "sell"',
    ],
    [
      "a link with a parameter that its target has not",
      () => operationOf({ responses: { 201: { description: "", links: { buy: { parameters: { no: 1 } } } } } }),
      'no parameter "no", only thing, limit',
    ],
  ])("%s", (_, define, message) => {
    expect(define).toThrow(message);
  });
});
