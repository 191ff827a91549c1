import { isObject, type JsonObject } from "../../json.ts";
import { rewrite } from "../grammar.ts";
import { pointer as join } from "../pointer.ts";
import { createResolver } from "../resolve.ts";

/**
 * Merges the traits of every operation and message into it, in their order; what it says itself wins (AsyncAPI 3.0,
 * "Traits Merge Mechanism"). Throws `TercetError` (`contract`) for a trait that cannot be found.
 */
export function mergeTraits(document: JsonObject, source: string): JsonObject {
  const resolver = createResolver(document, source);
  return rewrite(document, "asyncDocument", "", source, (node, kind, pointer) => {
    const { traits, ...own } = node;
    if (!Array.isArray(traits) || !isTraitHolder(kind)) return node;
    const nodes = traits.map((trait, index) => resolver.resolve(trait, pointer + join("traits", index)).node);
    return [...nodes, own].reduce(mergePatch, {});
  }) as JsonObject;
}

function isTraitHolder(kind: string): boolean {
  return kind === "message" || kind === "messageOperation";
}

/** JSON Merge Patch (RFC 7396, section 2), for a patch that is an object. */
function mergePatch(
  target: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (!isObject(value) || typeof value.$ref === "string") merged[name] = value;
    else merged[name] = mergePatch(isObject(merged[name]) ? merged[name] : {}, value);
  }
  return merged;
}
