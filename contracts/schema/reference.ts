import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Schema } from "../model/contract.ts";
import { pointer, pointerOfFragment, resolvePointer } from "../model/pointer.ts";

/** The base URI under which a contract's document is known to the validator. */
export const documentUri = "tercet:///contract";

/** Where each object of a document stands, and which schema each `$id` and anchor names. */
export interface DocumentIndex {
  /** JSON Pointer (RFC 6901) by object. */
  readonly pointers: WeakMap<object, string>;
  readonly identified: ReadonlyMap<string, JsonObject>;
  /** By the name of an `$anchor` or `$dynamicAnchor`, where it stands; a name may stand in several resources. */
  readonly anchors: ReadonlyMap<string, readonly string[]>;
}

/** Walks a document once; an object that stands at several places (YAML aliases) is known by the first. */
export function indexOf(document: JsonObject): DocumentIndex {
  const pointers = new WeakMap<object, string>();
  const identified = new Map<string, JsonObject>();
  const anchors = new Map<string, string[]>();
  const waiting: [Json, string][] = [[document, ""]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, path] = next;
    if (!isContainer(value) || pointers.has(value)) continue;
    pointers.set(value, path);
    if (isObject(value)) {
      if (typeof value.$id === "string") identified.set(value.$id, value as JsonObject);
      for (const anchor of [value.$anchor, value.$dynamicAnchor]) {
        if (typeof anchor === "string") anchors.set(anchor, [...(anchors.get(anchor) ?? []), path]);
      }
    }
    for (const [name, part] of Object.entries(value)) waiting.push([part as Json, path + pointer(name)]);
  }
  return { pointers, identified, anchors };
}

/**
 * The schema that a reference names: a JSON Pointer fragment, an anchor, or the `$id` of a schema in the document. `from`
 * is the schema in which the reference stands: of several anchors of a name, the nearest one is meant.
 */
export function targetOf(
  index: DocumentIndex,
  document: JsonObject,
  reference: string,
  from: Schema,
): Schema | undefined {
  const identified = index.identified.get(reference);
  if (identified !== undefined) return identified;
  const [uri = "", fragment = ""] = reference.split("#", 2);
  const base = uri === "" || uri === documentUri ? document : index.identified.get(uri);
  const anchor = anchorPointer(index, fragment, typeof from === "object" ? (index.pointers.get(from) ?? "") : "");
  if (anchor !== undefined) return resolvePointer(document, anchor) as Schema;
  const path = pointerOfFragment(fragment);
  const value = path === undefined ? undefined : resolvePointer(base, path);
  return typeof value === "boolean" || isObject(value) ? (value as Schema) : undefined;
}

/**
 * A document in which each `$dynamicRef` is a `$ref` to the nearest anchor: ajv sees dynamic anchors only where validation
 * passes over them, and takes the others for a recursion, which would refuse what is valid.
 */
export function withStaticReferences(index: DocumentIndex, document: JsonObject): JsonObject {
  return index.anchors.size === 0 ? document : (rewritten(document, "") as JsonObject);

  function rewritten(value: Json, path: string): Json {
    if (Array.isArray(value)) return value.map((item, position) => rewritten(item, path + pointer(position)));
    if (!isObject(value)) return value;
    const { $dynamicRef, $dynamicAnchor, ...others } = value as JsonObject;
    const copy = Object.fromEntries(
      Object.entries(others).map(([name, part]) => [name, rewritten(part, path + pointer(name))]),
    );
    if (typeof $dynamicAnchor === "object") copy.$dynamicAnchor = rewritten($dynamicAnchor, `${path}/$dynamicAnchor`);
    if (typeof $dynamicRef === "object") copy.$dynamicRef = rewritten($dynamicRef, `${path}/$dynamicRef`);
    if (typeof $dynamicRef !== "string") return copy;
    const anchor = anchorPointer(index, $dynamicRef.split("#")[1] ?? "", path);
    const $ref = anchor === undefined ? $dynamicRef : documentUri + fragmentOf(anchor);
    return copy.$ref === undefined ? { ...copy, $ref } : { allOf: [copy, { $ref }] };
  }
}

/** The anchor of a name that stands nearest: in the same resource rather than in another one. */
function anchorPointer(index: DocumentIndex, name: string, from: string): string | undefined {
  const shared = (path: string) => {
    const [left, right] = [path.split("/"), from.split("/")];
    const differing = left.findIndex((segment, position) => segment !== right[position]);
    return differing < 0 ? left.length : differing;
  };
  return index.anchors.get(name)?.toSorted((left, right) => shared(right) - shared(left))[0];
}

/** A JSON Pointer as the fragment of a URI (RFC 6901 §6). */
export function fragmentOf(path: string): string {
  return `#${encodeURI(path).replaceAll("#", "%23")}`;
}

/**
 * A copy of a schema that does not stand in the document: its parts that do are referred to, and its own references are
 * made absolute, so that they lead into the document wherever it is compiled.
 */
export function absolute(index: DocumentIndex, schema: JsonObject): JsonObject {
  const within = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(within);
    if (!isObject(value)) return value;
    const path = index.pointers.get(value);
    return path === undefined ? absolute(index, value as JsonObject) : { $ref: documentUri + fragmentOf(path) };
  };
  const member = ([keyword, value]: [string, Json]): [string, Json] => {
    if ((keyword === "$ref" || keyword === "$dynamicRef") && typeof value === "string" && value.startsWith("#")) {
      return [keyword, documentUri + value];
    }
    if (dataKeywords.has(keyword)) return [keyword, value];
    if (!nameKeywords.has(keyword) || !isObject(value)) return [keyword, within(value)];
    return [
      keyword,
      Object.fromEntries(Object.entries(value as JsonObject).map(([name, part]) => [name, within(part)])),
    ];
  };
  return Object.fromEntries(Object.entries(schema).map(member));
}

/** Keywords whose value is an instance: a `$ref` in it is an ordinary member. */
export const dataKeywords = new Set(["const", "enum", "default", "example", "examples"]);

/** Keywords whose members are names, not keywords. */
export const nameKeywords = new Set(["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]);

function isContainer(value: Json | undefined): value is JsonObject | readonly Json[] {
  return typeof value === "object" && value !== null;
}
