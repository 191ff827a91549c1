import type { Json, JsonObject } from "../../../json.ts";
import type { Formula } from "../formula.ts";
import type { Place, Translation } from "../translate.ts";
import { countOf, refuse } from "./read.ts";

/** The keywords for arrays (JSON Schema Core §10.3.1, Validation §6.4; draft 7: Validation §6.4.1, §6.4.2). */
export function translateArray(translation: Translation, place: Place, schema: JsonObject): Formula[] {
  const { formulas } = translation;
  const parts: Formula[] = [];
  const [least, most] = [countOf(schema, "minItems"), countOf(schema, "maxItems")];
  if (least !== undefined) parts.push(formulas.atom({ kind: "size", of: "array", is: "least", count: least }));
  if (most !== undefined) parts.push(formulas.atom({ kind: "size", of: "array", is: "most", count: most }));
  if (schema.uniqueItems !== undefined) {
    if (typeof schema.uniqueItems !== "boolean") return refuse("uniqueItems", schema.uniqueItems);
    if (schema.uniqueItems) parts.push(formulas.atom({ kind: "unique", unique: true }));
  }
  const { prefix, rest } = itemSchemas(place, schema);
  for (const [position, item] of prefix.entries()) {
    parts.push(
      every(translation, position, position + 1, translation.formula(translation.within(place, item, "items"))),
    );
  }
  if (rest !== undefined) {
    const item = translation.formula(translation.within(place, rest, "items"));
    parts.push(every(translation, prefix.length, Number.POSITIVE_INFINITY, item));
  }
  if (schema.contains !== undefined) {
    const item = translation.formula(translation.within(place, schema.contains, "contains"));
    const counted = place.resource.dialect === "2020-12";
    const span = { kind: "items", from: 0, to: Number.POSITIVE_INFINITY, item } as const;
    const [from, to] = counted ? [countOf(schema, "minContains") ?? 1, countOf(schema, "maxContains")] : [1, undefined];
    parts.push(formulas.atom({ ...span, is: "least", count: from }));
    if (to !== undefined) parts.push(formulas.atom({ ...span, is: "most", count: to }));
  }
  return parts;
}

/** The schemas by position and the one for the positions after them, in either dialect's words. */
export function itemSchemas(place: Place, schema: JsonObject): { prefix: readonly Json[]; rest: Json | undefined } {
  const { items, prefixItems, additionalItems } = schema;
  // A list under `items` cannot mean anything but what it meant before 2020-12.
  if (Array.isArray(items)) return { prefix: items, rest: additionalItems };
  if (place.resource.dialect === "draft-07" || prefixItems === undefined) return { prefix: [], rest: items };
  return Array.isArray(prefixItems) ? { prefix: prefixItems, rest: items } : refuse("prefixItems", prefixItems);
}

/** Each item from a position on, up to but without another, meets the formula. */
export function every({ formulas }: Translation, from: number, to: number, item: Formula): Formula {
  return formulas.atom({ kind: "items", is: "most", count: 0, from, to, item: formulas.not(item) });
}
