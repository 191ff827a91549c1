import { isObject, type Json } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { pointer } from "../../model/pointer.ts";
import { type RuleCursor, ruleTree } from "../../pact/match/rule-tree.ts";
import type { RuleList } from "../../pact/pact.ts";
import { type AcceptedPart, acceptedBy } from "./accepts-matcher.ts";

/** How an expected body is turned into a schema. */
export interface AcceptsOptions {
  /**
   * What holds for a value that no matching rule frees: `exact`, it is the only one that is accepted, as a replay judges
   * it; `by-type`, any value of its JSON type, since it is the provider's state that made it so.
   */
  readonly values: "exact" | "by-type";
  /** Places (see `placeOf`) that are held to nothing; and with `?` in front, members that need not be given. */
  readonly open?: ReadonlySet<string>;
}

/**
 * What a consumer accepts as the JSON body of an answer, as a JSON Schema 2020-12: the expected body with its matching
 * rules (`MatchingRules.body`). Answers are matched loosely: more members than expected are accepted.
 *
 * What JSON Schema cannot say (a decimal point, a date in another format than ISO 8601) is taken as accepted, so the schema
 * may accept more than the consumer and never less.
 */
export function consumerAccepts(
  expected: unknown,
  rules: ReadonlyMap<string, RuleList>,
  { values, open = new Set() }: AcceptsOptions,
): Schema {
  return partAt(expected, ruleTree(rules).root, "");

  function partAt(value: unknown, cursor: RuleCursor, place: string): Schema {
    if (open.has(placeOf(place))) return true;
    const { selected } = cursor;
    if (selected === undefined) return structureOf(value, cursor, place, "equality");
    const part: AcceptedPart = {
      value,
      cascaded: selected.cascaded,
      structure: (mode) => structureOf(value, cursor, place, mode),
      each: (template, each) => partAt(template, cursor.forEach(each).child("*"), `${place}/*`),
    };
    const parts = selected.rules.matchers.map((matcher) => acceptedBy(matcher, part));
    if (parts.length === 1) return parts[0] as Schema;
    return { [selected.rules.combine === "OR" ? "anyOf" : "allOf"]: parts };
  }

  /** The form of a value by itself; each of its parts may have a rule of its own. */
  function structureOf(value: unknown, cursor: RuleCursor, place: string, mode: "equality" | "type"): Schema {
    if (Array.isArray(value)) return arrayOf(value, cursor, place, mode);
    if (isObject(value)) {
      const at = (name: string) => place + pointer(name);
      const members = Object.entries(value).map(([name, part]) => [name, partAt(part, cursor.child(name), at(name))]);
      const required = Object.keys(value).filter((name) => !open.has(`?${placeOf(at(name))}`));
      return { type: "object", required, properties: Object.fromEntries(members) as Record<string, Json> };
    }
    if (mode === "equality" && values === "exact") return { const: value as Json };
    return { type: value === null ? "null" : typeof value };
  }

  function arrayOf(value: readonly unknown[], cursor: RuleCursor, place: string, mode: "equality" | "type"): Schema {
    const items = value.map((item, index) => partAt(item, cursor.child(index), `${place}/${index}`));
    if (mode === "equality" && values === "exact") {
      const { length } = value;
      return { type: "array", minItems: length, maxItems: length, ...(length === 0 ? {} : { prefixItems: items }) };
    }
    return items.length === 0 ? { type: "array" } : { type: "array", items: anyOfThese(items) };
  }
}

/** A JSON Pointer with `*` for every index: the same for all items of an array. */
export function placeOf(place: string): string {
  return place.replaceAll(/\/(0|[1-9]\d*)(?=\/|$)/g, "/*");
}

function anyOfThese(schemas: readonly Schema[]): Schema {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 ? (distinct[0] as Schema) : { anyOf: distinct };
}
