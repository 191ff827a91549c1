import { createRequire } from "node:module";
import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { parsePointer, pointerOfFragment } from "../../model/pointer.ts";
import { Undecided } from "./outcome.ts";

/** Which rules a schema is read by. */
export type Dialect = "2020-12" | "draft-07";

/** One schema resource (JSON Schema Core §4.3.5): its own base URI, anchors and dialect. */
export interface Resource {
  readonly uri: string;
  readonly root: Schema;
  readonly dialect: Dialect;
  readonly anchors: Map<string, Schema>;
  readonly dynamicAnchors: Map<string, Schema>;
}

/** The resources of one document, found by walking only where schemas stand: a `$id` in an `enum` is data. */
export interface Resources {
  readonly root: Resource;
  /** The resource in which a schema stands; `from` where it stands somewhere that is no place for schemas. */
  resourceOf(schema: Schema, from: Resource): Resource;
  /** Throws `Undecided` where the reference leads out of the document or nowhere. */
  resolve(reference: string, from: Resource): Target;
}

export interface Target {
  readonly schema: Schema;
  readonly resource: Resource;
  /** The name, where the reference names a `$dynamicAnchor`. */
  readonly dynamic?: string;
}

const baseUri = "tercet:///schema";
const dialects: Readonly<Record<string, Dialect>> = {
  "https://json-schema.org/draft/2020-12/schema": "2020-12",
  "http://json-schema.org/draft-07/schema": "draft-07",
  "https://json-schema.org/draft-07/schema": "draft-07",
};

const singleKeywords = [
  "not",
  "if",
  "then",
  "else",
  "items",
  "additionalItems",
  "contains",
  "additionalProperties",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "contentSchema",
];
const listKeywords = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
const mapKeywords = ["properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions"];

/** The schemas directly within a schema. */
export function subschemas(schema: JsonObject): Schema[] {
  const found: Json[] = singleKeywords.flatMap((keyword) => schema[keyword] ?? []);
  for (const keyword of listKeywords) {
    const list = schema[keyword];
    if (Array.isArray(list)) for (const part of list) found.push(part);
  }
  for (const keyword of mapKeywords) {
    const map = schema[keyword];
    if (isObject(map)) for (const part of Object.values(map) as Json[]) found.push(part);
  }
  return found.filter((value): value is Schema => typeof value === "boolean" || isObject(value));
}

const cache = new WeakMap<JsonObject, Resources>();

/** Throws `Undecided` for a dialect that is not known. Cached by document. */
export function resourcesOf(schema: Schema, document?: JsonObject): Resources {
  if (document === undefined) return createResources(schema);
  const known = cache.get(document);
  if (known !== undefined) return known;
  const resources = createResources(document, document);
  cache.set(document, resources);
  return resources;
}

function createResources(schema: Schema, document?: JsonObject): Resources {
  const byUri = new Map<string, Resource>();
  const places = new WeakMap<object, Resource>();
  const top: Schema = document ?? schema;
  const root = open(top, baseUri, dialectOf(top, "2020-12"));
  byUri.set(baseUri, root);
  index(top, root);
  if (document !== undefined) {
    // What stands where in a contract is not known here: every object may be a schema that is referred to by name.
    for (const value of objectsOf(document)) if (!places.has(value)) index(value, root);
  }
  return { root: typeof top === "object" ? (places.get(top) ?? root) : root, resourceOf, resolve };

  function open(of: Schema, uri: string, dialect: Dialect): Resource {
    const resource = {
      uri,
      root: of,
      dialect,
      anchors: new Map<string, Schema>(),
      dynamicAnchors: new Map<string, Schema>(),
    };
    if (!byUri.has(uri)) byUri.set(uri, resource);
    return resource;
  }

  function index(of: Schema, from: Resource): void {
    const waiting: [Schema, Resource][] = [[of, from]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [value, outer] = next;
      if (typeof value === "boolean") continue;
      const known = places.get(value);
      if (known !== undefined) continue;
      const resource = resourceFor(value, outer);
      places.set(value, resource);
      const { $anchor, $dynamicAnchor } = value;
      if (resource.dialect === "2020-12") {
        if (typeof $anchor === "string") resource.anchors.set($anchor, value);
        if (typeof $dynamicAnchor === "string") {
          resource.anchors.set($dynamicAnchor, value);
          resource.dynamicAnchors.set($dynamicAnchor, value);
        }
      }
      for (const part of subschemas(value)) waiting.push([part, resource]);
    }
  }

  function resourceFor(value: JsonObject, outer: Resource): Resource {
    const { $id } = value;
    if (typeof $id !== "string") return outer;
    const dialect = dialectOf(value, outer.dialect);
    // In draft 7 nothing beside a `$ref` counts, and a fragment is an anchor (JSON Schema draft 7, Core §8.2.3, §8.3).
    if (dialect === "draft-07" && typeof value.$ref === "string") return outer;
    const [uri = "", fragment = ""] = absolute($id, outer.uri).split("#", 2);
    if (dialect === "draft-07" && fragment !== "") {
      outer.anchors.set(fragment, value);
      if ($id.startsWith("#")) return outer;
    }
    if (uri === outer.uri) return outer;
    const resource = {
      uri,
      root: value,
      dialect,
      anchors: new Map<string, Schema>(),
      dynamicAnchors: new Map<string, Schema>(),
    };
    if (!byUri.has(uri) || value === top) byUri.set(uri, resource);
    return resource;
  }

  function resourceOf(of: Schema, from: Resource): Resource {
    if (typeof of === "boolean") return from;
    index(of, from);
    return places.get(of) ?? from;
  }

  function resolve(reference: string, from: Resource): Target {
    const [uri = "", fragment = ""] = absolute(reference, from.uri).split("#", 2);
    const resource = reference.startsWith("#") ? from : (byUri.get(uri) ?? wellKnown(uri));
    if (resource === undefined) throw new Undecided(`the reference ${reference} leads out of the document`);
    const anchored = resource.anchors.get(fragment) ?? resource.anchors.get(decodeURIComponentOr(fragment));
    if (anchored !== undefined) {
      const dynamic = resource.dynamicAnchors.has(fragment) ? { dynamic: fragment } : {};
      return { schema: anchored, resource: resourceOf(anchored, resource), ...dynamic };
    }
    const path = pointerOfFragment(fragment);
    const found = path === undefined ? undefined : follow(resource, path);
    if (found === undefined) throw new Undecided(`the reference ${reference} leads nowhere`);
    return found;
  }

  /** Follows a pointer, and crosses into the resources that are embedded on the way. */
  function follow(resource: Resource, path: string): Target | undefined {
    let [value, current]: [Json | undefined, Resource] = [resource.root, resource];
    for (const segment of parsePointer(path) ?? []) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
      value = (value as JsonObject)[segment];
      if (isObject(value)) current = places.get(value) ?? current;
    }
    if (typeof value !== "boolean" && !isObject(value)) return undefined;
    return { schema: value as Schema, resource: resourceOf(value as Schema, current) };
  }

  function wellKnown(uri: string): Resource | undefined {
    for (const schema of metaSchemas(uri)) {
      const name = String(schema.$id).replace(/#$/, "");
      index(schema, open(schema, name, dialectOf(schema, "2020-12")));
    }
    return byUri.get(uri);
  }
}

const require = createRequire(import.meta.url);
const metaSchemaFiles: Readonly<Record<string, readonly string[]>> = {
  "https://json-schema.org/draft/2020-12/schema": [
    "schema",
    "meta/core",
    "meta/applicator",
    "meta/unevaluated",
    "meta/validation",
    "meta/meta-data",
    "meta/format-annotation",
    "meta/content",
  ].map((name) => `json-schema-2020-12/${name}.json`),
  "http://json-schema.org/draft-07/schema": ["json-schema-draft-07.json"],
};

/** The meta-schemas that a well-known URI stands for; ajv carries them. */
function metaSchemas(uri: string): JsonObject[] {
  return (metaSchemaFiles[uri] ?? []).map((file) => require(`ajv/dist/refs/${file}`) as JsonObject);
}

function dialectOf(schema: Schema, outer: Dialect): Dialect {
  if (typeof schema === "boolean" || typeof schema.$schema !== "string") return outer;
  const dialect = dialects[schema.$schema.replace(/#$/, "")];
  if (dialect === undefined) throw new Undecided(`the dialect ${schema.$schema} is not known`);
  return dialect;
}

function absolute(reference: string, base: string): string {
  try {
    return new URL(reference, base).href;
  } catch {
    throw new Undecided(`the reference ${reference} is no URI`);
  }
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function* objectsOf(value: Json): Iterable<JsonObject> {
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isObject(next)) yield next as JsonObject;
    if (typeof next !== "object" || next === null) continue;
    for (const part of Object.values(next) as Json[]) waiting.push(part);
  }
}

/** Whether a schema says that it is of draft 7. */
export function isDraft7(schema: Schema): boolean {
  return dialectOf(schema, "2020-12") === "draft-07";
}
