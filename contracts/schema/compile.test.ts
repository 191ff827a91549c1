import { describe, expect, test, vi } from "vitest";
import { TercetError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { schemasOf } from "./compile.ts";

const document = {
  openapi: "3.1.0",
  paths: { "/trees/{id}#?": { get: { schema: { $ref: "#/components/schemas/Tree" } } } },
  components: {
    schemas: {
      Tree: {
        type: "object",
        additionalProperties: false,
        required: ["children"],
        properties: {
          children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
          example: { type: "string" },
        },
        example: { $ref: "#/nowhere" },
        discriminator: { propertyName: "kind" },
        xml: { name: "tree" },
      },
      Strings: { $id: "strings", $ref: "list", $defs: { item: { $dynamicAnchor: "item", type: "string" } } },
      List: {
        $id: "list",
        type: "array",
        items: { $dynamicRef: "#item" },
        $defs: { item: { $dynamicAnchor: "item" } },
      },
    },
  },
} satisfies JsonObject;
const schemas = schemasOf({ document });
const { Tree } = document.components.schemas;

describe("schemasOf", () => {
  test("follows recursive references into the document, wherever the schema stands", () => {
    const inPath = document.paths["/trees/{id}#?"].get.schema;
    expect(schemas.errors(inPath, { children: [{ children: [] }] })).toEqual([]);
    expect(schemas.errors(inPath, { children: [{}] })).toMatchObject([{ pointer: "/children/0", keyword: "required" }]);
  });

  test("follows references of a schema that does not stand in the document", () => {
    const derived = { type: "array", items: { allOf: [Tree, { $ref: "#/components/schemas/Tree" }] } };
    expect(schemas.errors(derived, [{ children: [] }])).toEqual([]);
    expect(schemas.refuses(derived, [{ children: [1] }])).toBe(true);
  });

  test("takes a member that is called like a keyword for what it is", () => {
    const derived = { properties: { $ref: { type: "string" }, const: { $ref: "#/components/schemas/Tree" } } };
    expect(schemas.errors(derived, { $ref: "x", const: { children: [] } })).toEqual([]);
    expect(schemas.refuses(derived, { $ref: 1 })).toBe(true);
    expect(schemas.errors({ const: { $ref: "#/x" } }, { $ref: "#/x" })).toEqual([]);
  });

  test("takes a $dynamicRef for a reference to the nearest anchor, and refuses nothing that is valid", () => {
    const { List, Strings } = document.components.schemas;
    expect(schemas.errors(List, [1, "a"])).toEqual([]);
    expect(schemas.errors(Strings, ["a"])).toEqual([]);
    expect(schemas.refuses(List, 1)).toBe(true);
  });

  test("asserts formats, and ignores those it does not know", () => {
    expect(schemas.errors({ type: "string", format: "date" }, "2023-02-29")).toMatchObject([{ keyword: "format" }]);
    expect(schemas.errors({ type: "string", format: "iban" }, "?")).toEqual([]);
  });

  test("takes nullable and id for unknown keywords, which judge nothing, and for names where they are some", () => {
    const text = { type: "string", nullable: true, id: "text" };
    const Thing = {
      nullable: true,
      id: "thing",
      properties: { nullable: { type: "boolean" }, id: text },
      const: { nullable: true, id: "one" },
    };
    const others = schemasOf({ document: { components: { schemas: { Thing, nullable: false } } } });
    for (const schema of [Thing, { ...Thing }]) {
      expect(others.errors(schema, { nullable: true, id: "one" })).toEqual([]);
      expect(others.errors(schema, { nullable: 1, id: null })).toMatchObject([
        { pointer: "", keyword: "const" },
        { pointer: "/nullable", keyword: "type" },
        { pointer: "/id", keyword: "type" },
      ]);
    }
    expect(others.errors({ $ref: "#/components/schemas/nullable" }, 1)).toMatchObject([{ keyword: "false" }]);
  });

  test("counts only a value's own members, and __proto__ among them", () => {
    expect(schemas.refuses({ required: ["constructor"] }, {})).toBe(true);
    expect(schemas.errors({ required: ["__proto__"] }, JSON.parse('{"__proto__":1}'))).toEqual([]);
    expect(schemas.errors(Tree, JSON.parse('{"children":[],"__proto__":1}'))).toMatchObject([
      { keyword: "additionalProperties", message: expect.stringContaining("__proto__") },
    ]);
  });

  test("judges decimal multiples as a person does", () => {
    expect(schemas.errors({ multipleOf: 0.01 }, 4.35)).toEqual([]);
    expect(schemas.refuses({ multipleOf: 0.01 }, 4.355)).toBe(true);
  });

  test("reports a value that is too deep as unjudged, not as refused", () => {
    let deep: unknown = { children: [] };
    for (let level = 0; level < 100_000; level++) deep = { children: [deep] };
    expect(schemas.errors(Tree, deep)).toMatchObject([{ keyword: "unjudged" }]);
    expect(schemas.refuses(Tree, deep)).toBe(false);
  });

  test("reports a text on which the pattern takes too long as unjudged, in bounded time", () => {
    const schema = { type: "string", pattern: "^(a+)+$" };
    const startedAt = performance.now();
    expect(schemas.errors(schema, `${"a".repeat(60)}!`)).toMatchObject([{ keyword: "unjudged" }]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(schemas.errors(schema, "a".repeat(60))).toEqual([]);
  });

  test("says where a schema cannot be used", () => {
    const broken = { components: { schemas: { A: { $ref: "#/components/schemas/B" } } } };
    const use = () => schemasOf({ document: broken }).errors(broken.components.schemas.A, 1);
    expect(use).toThrow(TercetError);
    expect(use).toThrow("/components/schemas/A");
    expect(() => schemas.errors({ minimum: "2" }, 1)).toThrow(TercetError);
  });

  test("writes nothing to the console", () => {
    const spies = (["log", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
    schemas.errors({ type: "string", format: "unknown-format", minimum: 1, foo: 2 }, "x");
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test("compiles a document once", () => {
    expect(schemasOf({ document })).toBe(schemas);
  });
});
