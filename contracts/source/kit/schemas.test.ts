import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { zodToJsonSchema } from "zod-to-json-schema";
import type { Json, JsonObject } from "../../json.ts";
import type { ZodSchema } from "./definition.ts";
import { type Direction, mapSchema } from "./json-schema.ts";
import { convertSchemas, isOptional } from "./schemas.ts";

function convert(schema: ZodSchema, direction: Direction = "input", named: Record<string, ZodSchema> = {}) {
  const schemas = convertSchemas([{ place: "shop@1.0.0, buy, request body", schema, direction }], named);
  return { schema: schemas.at(schema, direction), components: schemas.components };
}

describe("a schema of zod 3 and the same one of zod 4", () => {
  const same: Record<string, [ZodSchema, ZodSchema]> = {
    "a strict object with optional members and bounds": [
      z3
        .object({
          a: z3
            .string()
            .min(1)
            .max(9)
            .regex(/^[a-z]+$/),
          b: z3.number().int().min(0).max(5).optional(),
        })
        .strict(),
      z.strictObject({
        a: z
          .string()
          .min(1)
          .max(9)
          .regex(/^[a-z]+$/),
        b: z.number().int().min(0).max(5).optional(),
      }),
    ],
    "a default": [z3.object({ a: z3.boolean().default(false) }), z.object({ a: z.boolean().default(false) })],
    "an open object": [z3.object({ a: z3.null() }).passthrough(), z.looseObject({ a: z.null() })],
    "lists and enumerations": [
      z3
        .array(z3.enum(["x", "y"]))
        .min(1)
        .max(3),
      z
        .array(z.enum(["x", "y"]))
        .min(1)
        .max(3),
    ],
    "a tuple": [z3.tuple([z3.string(), z3.boolean()]), z.tuple([z.string(), z.boolean()])],
    "a union by discriminator": [
      z3.discriminatedUnion("kind", [
        z3.object({ kind: z3.literal("a") }).strict(),
        z3.object({ kind: z3.literal("b") }).strict(),
      ]),
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("a") }),
        z.strictObject({ kind: z.literal("b") }),
      ]),
    ],
    "something nullable": [z3.string().nullable(), z.string().nullable()],
    "a description": [z3.string().describe("what it is"), z.string().describe("what it is")],
  };
  for (const [what, [old, current]] of Object.entries(same)) {
    for (const direction of ["input", "output"] as const) {
      it(`says the same of ${what} as ${direction}`, () => {
        expect(normal(convert(old, direction).schema)).toEqual(normal(convert(current, direction).schema));
      });
    }
  }

  it("says the same when it is named and refers to itself", () => {
    interface Tree {
      children: Tree[];
    }
    const old: z3.ZodType<Tree> = z3.lazy(() => oldNode);
    const oldNode = z3.object({ children: z3.array(old) }).strict();
    const node = z.strictObject({
      get children() {
        return z.array(node);
      },
    });
    const expected = {
      schema: { $ref: "#/components/schemas/Tree" },
      components: {
        Tree: {
          type: "object",
          properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
          required: ["children"],
          additionalProperties: false,
        },
      },
    };
    expect(convert(oldNode, "input", { Tree: oldNode })).toEqual(expected);
    expect(convert(node, "input", { Tree: node })).toEqual(expected);
  });
});

describe("what JSON Schema cannot say", () => {
  const unsayable: Record<string, [ZodSchema, Direction, string]> = {
    "a date of zod 4": [z.strictObject({ born: z.date() }), "input", "/properties/born"],
    "a bigint of zod 4": [z.array(z.bigint()), "input", "/items"],
    "a transformed answer of zod 4": [
      z.strictObject({ a: z.string().transform((text) => text.length) }),
      "output",
      "/properties/a",
    ],
    "a custom check of zod 4": [z.strictObject({ a: z.custom<string>() }), "input", "/properties/a"],
    "a date of zod 3": [z3.object({ born: z3.date() }), "input", "/properties/born"],
    "a bigint of zod 3": [z3.array(z3.bigint()), "input", "/items"],
    "a transformed answer of zod 3": [
      z3.object({ a: z3.string().transform((text) => text.length) }),
      "output",
      "/properties/a",
    ],
    "a preprocessed body of zod 3": [z3.object({ a: z3.preprocess(String, z3.string()) }), "input", "/properties/a"],
    "zod 4 within zod 3": [z3.object({ a: z.string() as never }), "input", "/properties/a"],
  };
  for (const [what, [schema, direction, pointer]] of Object.entries(unsayable)) {
    it(`is refused with its place: ${what}`, () => {
      expect(() => convert(schema, direction)).toThrow(`shop@1.0.0, buy, request body, at ${pointer}: `);
    });
  }

  it("is refused where zod 3 stands within zod 4", () => {
    expect(() => convert(z.strictObject({ a: z3.string() as never }))).toThrow(
      "shop@1.0.0, buy, request body cannot be written",
    );
  });

  it("is refused where a recursive schema has no name", () => {
    const node = z.strictObject({
      get next() {
        return node.optional();
      },
    });
    type Chain = { next?: Chain | undefined };
    const old: z3.ZodType<Chain> = z3.object({ next: z3.lazy(() => old.optional()) });
    expect(() => convert(z.array(node))).toThrow("recursive schema without a name");
    expect(() => convert(z3.array(old))).toThrow("recursive schema without a name");
  });

  it("may be transformed on its way in: the contract says what is sent", () => {
    expect(convert(z.string().transform(Number)).schema).toEqual({ type: "string" });
    expect(convert(z3.string().transform(Number)).schema).toEqual({ type: "string" });
  });
});

it("never hands a schema of zod 4 to zod-to-json-schema, which would lose it in silence", () => {
  const schema = z.strictObject({ quantity: z.int().min(1).max(99) });
  const { $schema: _, ...lost } = zodToJsonSchema(schema as never) as Record<string, unknown>;
  expect(lost).toEqual({});
  expect(convert(schema).schema).toMatchObject({ properties: { quantity: { minimum: 1, maximum: 99 } } });
});

it("writes a named schema twice where what is sent and what is answered differ, through every reference", () => {
  const inner = z.strictObject({ a: z.boolean().default(true) }).meta({ id: "Inner" });
  const outer = z.strictObject({ inner }).meta({ id: "Outer" });
  const same = z.strictObject({ b: z.boolean() }).meta({ id: "Same" });
  const both = z.strictObject({ outer, same });
  const schemas = convertSchemas(
    (["input", "output"] as const).map((direction) => ({ place: "here", schema: both, direction })),
    {},
  );
  expect(Object.keys(schemas.components)).toEqual(["Inner", "InnerInput", "Outer", "OuterInput", "Same"]);
  expect(schemas.at(both, "input")).toMatchObject({
    properties: {
      outer: { $ref: "#/components/schemas/OuterInput" },
      same: { $ref: "#/components/schemas/Same" },
    },
  });
  expect(schemas.components.OuterInput).toMatchObject({
    properties: { inner: { $ref: "#/components/schemas/InnerInput" } },
  });
  expect(schemas.components.Inner).toMatchObject({ required: ["a"] });
  expect(schemas.components.InnerInput).not.toHaveProperty("required");
});

it("refuses two different schemas of one name", () => {
  const slot = (schema: ZodSchema) => ({ place: "here", schema, direction: "input" as const });
  expect(() =>
    convertSchemas([slot(z.string().meta({ id: "Twin1" })), slot(z.number().meta({ id: "Twin1" }))], {}),
  ).toThrow('two different schemas are named "Twin1"');
});

it("leaves data alone that looks like a reference", () => {
  const schema = z.strictObject({ a: z.literal("x").default("x") }).meta({ examples: [{ $ref: "#/$defs/no" }] });
  expect(convert(schema).schema).toMatchObject({ examples: [{ $ref: "#/$defs/no" }] });
});

it("knows what may be left out in both versions", () => {
  expect([z.string(), z.string().optional(), z.string().default("")].map(isOptional)).toEqual([false, true, true]);
  expect([z3.string(), z3.string().optional(), z3.string().default("")].map(isOptional)).toEqual([false, true, true]);
});

/** An `additionalProperties` that allows everything says what its absence says. */
function normal(schema: JsonObject): JsonObject {
  return mapSchema(schema, ({ additionalProperties, ...rest }) =>
    isDeepStrictEqual(additionalProperties ?? {}, {})
      ? rest
      : { ...rest, additionalProperties: additionalProperties as Json },
  );
}
