import { isObject, type Json, type JsonObject } from "../../json.ts";
import type { MatchingRules, RuleList } from "../pact.ts";
import { categoryOf } from "../read/rules.ts";

/**
 * Writes matching rules as V4 has them. `raw` are the rules as the file had them: categories that are not known, and what
 * stood beside `combine` and `matchers`, are kept from there.
 */
export function rulesDocument(rules: MatchingRules, raw: Json | undefined): JsonObject {
  const before = isObject(raw) ? (raw as JsonObject) : {};
  const written = new Map(
    Object.entries(before).filter(([name]) => !name.startsWith("$") && categoryOf(name) === undefined),
  );
  for (const category of ["method", "path", "status"] as const) {
    const list = rules[category];
    if (list !== undefined) written.set(category, listDocument(list, before[category]));
  }
  for (const category of ["query", "header", "body", "metadata"] as const) {
    if (rules[category].size === 0) continue;
    const lists = isObject(before[category]) ? (before[category] as JsonObject) : {};
    const entries = [...rules[category]].map(([key, list]) => [key, listDocument(list, lists[key])] as const);
    written.set(category, Object.fromEntries(entries));
  }
  return Object.fromEntries(written);
}

function listDocument({ combine, matchers }: RuleList, before: Json | undefined): JsonObject {
  return { ...(isObject(before) && Array.isArray(before.matchers) ? (before as JsonObject) : {}), combine, matchers };
}
