import { isObject } from "../json.ts";
import { type AsyncApiKind, asyncApiGrammar, messageSchemaKind } from "./asyncapi/grammar.ts";
import { contractError } from "./contract-error.ts";
import { pointer as join } from "./pointer.ts";

/** The kinds of object that OpenAPI (2.0 to 3.1) and AsyncAPI documents are built of, as far as references and schemas hang on them. */
export type Kind =
  | "document"
  | "components"
  | "pathItem"
  | "operation"
  | "callback"
  | "parameter"
  | "header"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "response"
  | "link"
  | "example"
  | "securityScheme"
  | "schema"
  | AsyncApiKind;

/** What a member holds: one object of a kind, or a list or map of them. */
export type Shape = Kind | { readonly list: Kind } | { readonly map: Kind };

const map = (kind: Kind): Shape => ({ map: kind });
const list = (kind: Kind): Shape => ({ list: kind });

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
const serialised = { schema: "schema", content: map("mediaType"), examples: map("example") } as const;

/**
 * Which member of which object holds which kind. Members that are not named hold data, not structure; a `$ref` in
 * there (in an example, a default value) is no reference. `definitions`, `parameters` and `responses` at the root and
 * `schema` in a response are those of Swagger 2.0.
 */
const grammar: Readonly<Record<Kind, Readonly<Record<string, Shape>>>> = {
  document: {
    paths: map("pathItem"),
    webhooks: map("pathItem"),
    components: "components",
    definitions: map("schema"),
    parameters: map("parameter"),
    responses: map("response"),
  },
  components: {
    schemas: map("schema"),
    responses: map("response"),
    parameters: map("parameter"),
    examples: map("example"),
    requestBodies: map("requestBody"),
    headers: map("header"),
    securitySchemes: map("securityScheme"),
    links: map("link"),
    callbacks: map("callback"),
    pathItems: map("pathItem"),
  },
  pathItem: {
    parameters: list("parameter"),
    ...Object.fromEntries(methods.map((method) => [method, "operation" as const])),
  },
  operation: {
    parameters: list("parameter"),
    requestBody: "requestBody",
    responses: map("response"),
    callbacks: map("callback"),
  },
  callback: {},
  parameter: serialised,
  header: serialised,
  requestBody: { content: map("mediaType") },
  mediaType: { schema: "schema", examples: map("example"), encoding: map("encoding") },
  encoding: { headers: map("header") },
  response: { headers: map("header"), content: map("mediaType"), links: map("link"), schema: "schema" },
  link: {},
  example: {},
  securityScheme: {},
  schema: {
    ...keywords(["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"]),
    ...keywords(["unevaluatedItems", "unevaluatedProperties", "contentSchema", "additionalItems"]),
    ...Object.fromEntries(["allOf", "anyOf", "oneOf", "prefixItems"].map((keyword) => [keyword, list("schema")])),
    ...Object.fromEntries(
      ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"].map((keyword) => [
        keyword,
        map("schema"),
      ]),
    ),
  },
  ...asyncApiGrammar,
};

function keywords(names: readonly string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, "schema" as const]));
}

/** Replaces one object of a document; the objects below it have been replaced already. */
export type Change = (node: Record<string, unknown>, kind: Kind, pointer: string) => unknown;

/**
 * Rebuilds a value of the given kind from the leaves upwards, giving each object that it is built of to `change`.
 * Throws `TercetError` (`contract`) where the structure is broken: something else than an object, list or map where
 * OpenAPI wants one.
 */
export function rewrite(value: unknown, kind: Kind, pointer: string, source: string, change: Change): unknown {
  if (kind === "messageSchema" && messageSchemaKind(value) !== kind) {
    return rewrite(value, messageSchemaKind(value), pointer, source, change);
  }
  if (kind === "schema" && typeof value === "boolean") return value;
  const node = expectObject(value, kind, pointer, source);
  if (kind !== "schema" && typeof node.$ref === "string" && kind !== "pathItem") return change(node, kind, pointer);
  const entries = Object.entries(node).map(([name, member]): [string, unknown] => {
    const place = pointer + join(name);
    const shape = shapeOf(kind, name, member);
    if (shape === undefined) return [name, member];
    if (typeof shape === "string") return [name, rewrite(member, shape, place, source, change)];
    if ("list" in shape) {
      if (!Array.isArray(member)) throw broken(source, place, "a list");
      return [name, member.map((item, index) => rewrite(item, shape.list, `${place}/${index}`, source, change))];
    }
    const members = Object.entries(expectObject(member, "map", place, source)).map(([key, item]): [string, unknown] => [
      key,
      isExtension(kind, key, name) ? item : rewrite(item, shape.map, place + join(key), source, change),
    ]);
    return [name, Object.fromEntries(members)];
  });
  return change(Object.fromEntries(entries), kind, pointer);
}

/** Gives each object of a value of the given kind to `visit`, the inner ones first. Throws as `rewrite` does. */
export function walk(
  value: unknown,
  kind: Kind,
  pointer: string,
  source: string,
  visit: (node: Readonly<Record<string, unknown>>, kind: Kind, pointer: string) => void,
): void {
  rewrite(value, kind, pointer, source, (node, nodeKind, place) => {
    visit(node, nodeKind, place);
    return node;
  });
}

function shapeOf(kind: Kind, name: string, member: unknown): Shape | undefined {
  // The members of a callback are runtime expressions, each with a path item.
  if (kind === "callback") return name.startsWith("x-") ? undefined : "pathItem";
  if (!Object.hasOwn(grammar[kind], name)) return undefined;
  // `items` was a list of schemas before JSON Schema 2020-12.
  if (kind === "schema" && name === "items" && Array.isArray(member)) return list("schema");
  return grammar[kind][name];
}

/** `x-…` members of `paths` and of an operation's `responses` are data; elsewhere such a key is an ordinary name. */
function isExtension(kind: Kind, key: string, parent: string): boolean {
  const extensible = (kind === "document" && parent === "paths") || (kind === "operation" && parent === "responses");
  return extensible && key.startsWith("x-");
}

function expectObject(value: unknown, kind: Kind | "map", pointer: string, source: string): Record<string, unknown> {
  if (isObject(value)) return value;
  throw broken(source, pointer, kind === "schema" ? "a schema: an object, true or false" : "an object");
}

function broken(source: string, pointer: string, expected: string) {
  return contractError(source, pointer, "structure", `must be ${expected}`);
}
