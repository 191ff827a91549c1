import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Contract, Schema } from "../../model/contract.ts";
import { type SchemaError, schemasOf } from "../../schema/compile.ts";
import { sharedMembers } from "./shared-members.ts";

/**
 * How a contract's schema is read for an example of a consumer.
 *
 * - `request`: as it stands, but what is `readOnly` need not be sent (OpenAPI 3.0, Schema Object)
 * - `response`: for a part of an answer. Nothing is required, since a consumer leaves out what it does not use; and where
 *   members are named, others are refused unless the contract says that there may be some: nobody promised them
 */
export type View = "request" | "response";

/** The schemas of one contract under one view. */
export interface SchemaView {
  /** Why an example is not what a schema of the contract allows; empty: it is. Throws as `Schemas.errors` does. */
  errors(schema: Schema, example: unknown): readonly SchemaError[];
}

const views = { request: new WeakMap<JsonObject, SchemaView>(), response: new WeakMap<JsonObject, SchemaView>() };

/** The schemas of a contract as a consumer's examples are held against them; cached by contract. */
export function viewOf(contract: Pick<Contract, "document">, view: View): SchemaView {
  const known = views[view].get(contract.document);
  if (known !== undefined) return known;
  const made = createView(contract, view);
  views[view].set(contract.document, made);
  return made;
}

/** What a part of an answer cannot be held to: what these ask for may stand in the part that is not used. */
const notOfParts = new Set([
  ...["required", "minProperties", "dependentRequired", "minItems", "contains", "minContains"],
  ...["not", "if", "then", "else"],
]);
/** References are followed into `$defs` of our own; anchors and identifiers would only get in their way. */
const notCopied = new Set(["$id", "$schema", "$anchor", "$dynamicAnchor", "$defs", "definitions"]);
const schemaMaps = new Set(["properties", "patternProperties", "dependentSchemas"]);
const schemaLists = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const schemaKeywords = new Set([
  ...["items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "contains", "propertyNames"],
  ...["not", "if", "then", "else"],
]);
/** Keywords whose schemas speak of other values than their own schema does. */
const ofOtherValues = new Set([
  ...["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"],
  ...["items", "prefixItems", "unevaluatedItems"],
]);

function createView(contract: Pick<Contract, "document">, view: View): SchemaView {
  const original = schemasOf(contract);
  const shared = view === "response" ? sharedMembers(original) : new Set<Schema>();
  const definitions: Record<string, Json> = {};
  const names = new Map<Schema, string>();
  const documents = new Map<Schema, JsonObject | boolean>();

  /** A reference to the rewritten target; it is named before it is rewritten, so that recursion ends. */
  function referenceTo(target: Schema): JsonObject {
    let name = names.get(target);
    if (name === undefined) {
      name = `s${names.size}`;
      names.set(target, name);
      definitions[name] = rewrite(target);
    }
    return { $ref: `#/$defs/${name}` };
  }

  function rewrite(schema: Schema): Schema {
    if (typeof schema === "boolean") return schema;
    const copy: Record<string, Json> = {};
    const besides: Json[] = [];
    for (const [keyword, value] of Object.entries(schema)) {
      if (notCopied.has(keyword)) continue;
      if (keyword === "$ref" || keyword === "$dynamicRef") {
        const target = typeof value === "string" ? original.target(value, schema) : undefined;
        if (target !== undefined) besides.push(referenceTo(target));
      } else if (view === "request") {
        copy[keyword] = keyword === "required" ? requiredOfSender(schema) : within(keyword, value);
      } else if (keyword === "oneOf") {
        // Where nothing is required, a part may fit several branches.
        besides.push({ anyOf: within(keyword, value) });
      } else if (!notOfParts.has(keyword)) copy[keyword] = within(keyword, value);
    }
    if (view === "response" && schema.if !== undefined) {
      const branches = [schema.then, schema.else].map((branch) => rewrite((branch ?? true) as Schema));
      besides.push({ anyOf: branches });
    }
    return besides.length === 0
      ? copy
      : { ...copy, allOf: [...((copy.allOf as Json[] | undefined) ?? []), ...besides] };
  }

  function within(keyword: string, value: Json): Json {
    const rewritten = (part: Json) => {
      const schema = part as Schema;
      return ofOtherValues.has(keyword) ? ofValue(schema) : rewrite(schema);
    };
    if (schemaLists.has(keyword) && Array.isArray(value)) return value.map(rewritten);
    if (schemaKeywords.has(keyword)) return rewritten(value);
    if (!schemaMaps.has(keyword) || !isObject(value)) return value;
    const members = Object.entries(value as JsonObject);
    return Object.fromEntries(members.map(([name, part]) => [name, isHidden(part) ? false : rewritten(part)]));
  }

  /** What is only ever written is no part of an answer. */
  function isHidden(schema: Json): boolean {
    return view === "response" && isObject(schema) && schema.writeOnly === true;
  }

  /** For all that is said of one value: here, and not in each of its parts, others than the named members are refused. */
  function ofValue(schema: Schema): Schema {
    const rewritten = rewrite(schema);
    if (view === "request" || typeof rewritten === "boolean" || shared.has(schema)) return rewritten;
    if (!namesMembers(schema, new Set())) return rewritten;
    return { unevaluatedProperties: false, ...rewritten };
  }

  function namesMembers(schema: Schema, seen: Set<Schema>): boolean {
    if (typeof schema === "boolean" || seen.has(schema)) return false;
    seen.add(schema);
    if (isObject(schema.properties)) return true;
    const references = [schema.$ref, schema.$dynamicRef].filter((value) => typeof value === "string");
    const targets = references.map((reference) => original.target(reference, schema));
    const together = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => (schema[keyword] as Schema[] | undefined) ?? []);
    const conditional = [schema.then, schema.else] as (Schema | undefined)[];
    return [...targets, ...together, ...conditional].some((part) => part !== undefined && namesMembers(part, seen));
  }

  return {
    errors(schema, example) {
      let document = documents.get(schema);
      if (document === undefined) {
        const rewritten = ofValue(schema);
        document = typeof rewritten === "boolean" ? rewritten : { ...rewritten, $defs: { ...definitions } };
        documents.set(schema, document);
      }
      return schemasOf({ document: isObject(document) ? document : {} }).errors(document, example);
    },
  };
}

/** What `required` names, without what only the provider sets. */
function requiredOfSender({ required, properties }: JsonObject): Json {
  if (!Array.isArray(required) || !isObject(properties)) return required ?? [];
  return required.filter((name) => {
    const property = typeof name === "string" && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return !(isObject(property) && property.readOnly === true);
  });
}
