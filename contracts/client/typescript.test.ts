import { expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { comment } from "./declaration.ts";
import type { ValueDirection } from "./direction.ts";
import { typeName } from "./names.ts";
import { createTypePrinter } from "./typescript.ts";

function print(
  schema: Schema,
  named: Record<string, JsonObject> = {},
  reserved: string[] = [],
  direction: ValueDirection = "response",
) {
  const printer = createTypePrinter((reference) => named[reference.split("/").at(-1) ?? ""], reserved);
  return { type: printer.type(schema, direction), declarations: printer.declarations().join("\n") };
}

test.each<[string, Schema, string]>([
  ["a missing type", {}, "unknown"],
  ["the schema false", false, "never"],
  ["an integer", { type: "integer", minimum: 1 }, "number"],
  ["a nullable string", { type: ["string", "null"] }, "string | null"],
  ["a constant", { const: "a" }, '"a"'],
  ["an enumeration", { enum: ["a", 1, null] }, '"a" | 1 | null'],
  ["a list of alternatives", { type: "array", items: { enum: ["a", "b"] } }, 'Array<"a" | "b">'],
  ["a list of strings", { type: "array", items: { type: "string" } }, "string[]"],
  ["a tuple", { type: "array", prefixItems: [{ type: "string" }], minItems: 1, items: false }, "[string]"],
  [
    "a tuple that may be shorter, with a tail",
    { prefixItems: [{ type: "string" }], items: { type: "number" } },
    "[string?, ...number[]]",
  ],
  ["a map", { type: "object", additionalProperties: { type: "number" } }, "{ [name: string]: number }"],
  ["an empty object", { type: "object", additionalProperties: false }, "Record<string, never>"],
  ["alternatives", { oneOf: [{ type: "string" }, { type: "number" }] }, "string | number"],
  [
    "an open object",
    { properties: { a: {} }, additionalProperties: { type: "number" } },
    "{\n  a?: unknown;\n  [name: string]: unknown;\n}",
  ],
  [
    "all of two",
    { type: "object", allOf: [{ properties: { a: {} } }, { properties: { "b-c": {} }, required: ["b-c"] }] },
    '({\n  a?: unknown;\n}) & ({\n  "b-c": unknown;\n})',
  ],
  ["a condition, which no type can say", { type: "string", not: { const: "a" } }, "string"],
])("prints %s", (_, schema, expected) => {
  expect(print(schema).type).toBe(expected);
});

test("names what is referred to, once, also when it is recursive", () => {
  const tree = {
    type: "object",
    required: ["children"],
    properties: { children: { type: "array", items: { $ref: "#/$defs/tree" } } },
  };
  const { type, declarations } = print({ $ref: "#/$defs/tree" }, { tree });
  expect(type).toBe("Tree");
  expect(declarations).toBe("export interface Tree {\n  children: Tree[];\n}\n");
});

test("a name that would hide a global type, or another declaration, is changed", () => {
  const named = { Date: { type: "string" }, "a-b": { type: "string" }, aB: { type: "number" } };
  const refs = ["Date", "a-b", "aB"].map((name) => ({ $ref: `#/$defs/${name}` }));
  expect(print({ prefixItems: refs, minItems: 3, items: false }, named).type).toBe("[DateType, AB, AB2]");
  expect(print({ $ref: "#/$defs/aB" }, named, ["AB"]).type).toBe("ABType");
});

test("a reference that leads nowhere is unknown", () => {
  expect(print({ $ref: "#/$defs/none" }).type).toBe("unknown");
});

test("no description can end its comment", () => {
  expect(comment("a */ alert(1) /*\u2028b", "")).toBe("/**\n * a *\\/ alert(1) /*\n * b\n */\n");
});

test("no name can leave its place in the source", () => {
  expect(typeName("x { } ; import('evil')")).toBe("XImportEvil");
  expect(typeName("1st")).toBe("Type1st");
  expect(print({ properties: { 'a"; b': { const: '"; c' } } }).type).toBe('{\n  "a\\"; b"?: "\\"; c";\n}');
});

const ids = { Id: { type: "string", readOnly: true } };
const account = {
  type: "object",
  required: ["id", "name", "password"],
  properties: {
    id: { $ref: "#/$defs/Id" },
    name: { type: "string" },
    password: { type: "string", writeOnly: true },
  },
};

test("what is read-only is not sent, and what is write-only not answered", () => {
  expect(print(account, ids).type).toBe("{\n  id: Id;\n  name: string;\n}");
  expect(print(account, ids, [], "request").type).toBe("{\n  name: string;\n  password: string;\n}");
});

test("a named schema that differs by direction is declared twice, another one once", () => {
  const named = {
    ...ids,
    account,
    list: { type: "array", items: { $ref: "#/$defs/account" } },
    plain: { type: "object" },
  };
  const printer = createTypePrinter(
    (reference) => (named as Record<string, JsonObject>)[reference.split("/").at(-1) ?? ""],
  );
  const types = (["request", "response"] as const).map((direction) =>
    ["list", "plain"].map((name) => printer.type({ $ref: `#/$defs/${name}` }, direction)),
  );
  expect(types).toEqual([
    ["ListInput", "Plain"],
    ["List", "Plain"],
  ]);
  expect(printer.declarations().join("\n")).toContain("export type ListInput = AccountInput[];");
});

test("an alias that would be made of itself is not", () => {
  const named = {
    loop: { anyOf: [{ $ref: "#/$defs/other" }, { type: "string" }] },
    other: { oneOf: [{ $ref: "#/$defs/loop" }, { type: "number" }] },
    tree: { type: "object", additionalProperties: { $ref: "#/$defs/tree" } },
  };
  expect(print({ $ref: "#/$defs/loop" }, named).declarations).toBe(
    "export type Loop = unknown;\n\nexport type Other = unknown;\n",
  );
  expect(print({ $ref: "#/$defs/tree" }, named).declarations).toBe("export type Tree = { [name: string]: Tree };\n");
});
