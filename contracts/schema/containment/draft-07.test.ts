import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { contains } from "../contains.ts";
import { schemaPair } from "../testing/schemas.ts";

const draft7 = "http://json-schema.org/draft-07/schema#";
const data = new Set(["const", "enum", "required", "type"]);
const maps = new Set(["properties", "patternProperties", "dependentSchemas", "$defs"]);

/** What both dialects can say: draft 7 has no word for the rest. */
const shared = (schema: JsonObject): JsonObject => {
  const { unevaluatedItems, unevaluatedProperties, minContains, maxContains, ...rest } = schema;
  return rest;
};

/** The same in the words of draft 7, in which nothing counts beside a `$ref`. */
const inDraft7 = (schema: JsonObject): JsonObject => {
  const { prefixItems, items, dependentRequired, dependentSchemas, $defs, $ref, ...rest } = schema;
  const said: Record<string, Json> = { ...rest };
  if (prefixItems !== undefined) Object.assign(said, { items: prefixItems });
  if (items !== undefined) said[prefixItems === undefined ? "items" : "additionalItems"] = items;
  if ($defs !== undefined) said.definitions = $defs;
  const dependencies = [dependentRequired, dependentSchemas].filter(isObject) as JsonObject[];
  const [first, second] = dependencies;
  if (first !== undefined) said.dependencies = first;
  if (second !== undefined) said.allOf = [...((said.allOf as Json[]) ?? []), { dependencies: second }];
  if (typeof $ref !== "string") return said;
  const to = { $ref: $ref.replace("$defs", "definitions") };
  return Object.keys(said).length === 0 ? to : { allOf: [to, said] };
};

function rewritten(schema: Json, change: (schema: JsonObject) => JsonObject): Json {
  if (!isObject(schema)) return schema;
  const members = Object.entries(schema as JsonObject).map(([keyword, value]): [string, Json] => {
    if (data.has(keyword)) return [keyword, value];
    if (Array.isArray(value)) return [keyword, value.map((part) => rewritten(part, change))];
    if (!maps.has(keyword) || !isObject(value)) return [keyword, rewritten(value, change)];
    const parts = Object.entries(value as JsonObject).map(([name, part]) => [name, rewritten(part, change)]);
    return [keyword, Object.fromEntries(parts)];
  });
  return change(Object.fromEntries(members));
}

const said = (schema: Schema): Schema => {
  const plain = rewritten(schema, inDraft7);
  return typeof plain === "boolean" ? plain : ({ $schema: draft7, allOf: [plain], ...definitionsOf(plain) } as Schema);
};

function definitionsOf(schema: Json): JsonObject {
  const definitions = (schema as JsonObject).definitions;
  return definitions === undefined ? {} : { definitions };
}

test("what is said in the words of draft 7 is decided as it is in those of 2020-12", () => {
  const decided: string[] = [];
  fc.assert(
    fc.property(schemaPair, (pair) => {
      const [left, right] = pair.map((schema) => rewritten(schema, shared) as Schema) as [Schema, Schema];
      const current = contains({ schema: left }, { schema: right });
      const old = contains({ schema: said(left) }, { schema: said(right) });
      if (current.verdict === "unknown" || old.verdict === "unknown") return;
      decided.push(old.verdict);
      expect(old.verdict).toBe(current.verdict);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 150) },
  );
  expect(new Set(decided)).toEqual(new Set(["contained", "not-contained"]));
}, 600_000);
