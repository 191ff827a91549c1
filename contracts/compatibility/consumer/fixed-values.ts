import { isObject, type Json } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { type RuleCursor, ruleTree } from "../../pact/match/rule-tree.ts";
import type { RuleList } from "../../pact/pact.ts";

/**
 * What the provider's state makes sure of in an expected body, as a JSON Schema: a value that no matching rule frees is
 * this one, unless it is missing or of another type altogether. So an answer to "a private customer" is not held against
 * what the contract says of business customers. Items of arrays are left open.
 */
export function fixedValues(expected: unknown, rules: ReadonlyMap<string, RuleList>): Schema {
  return fixedAt(expected, ruleTree(rules).root);
}

function fixedAt(value: unknown, cursor: RuleCursor): Schema {
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, part]) => [name, fixedAt(part, cursor.child(name))] as const);
    const fixed = members.filter(([, schema]) => schema !== true);
    return fixed.length === 0 ? true : { properties: Object.fromEntries(fixed) };
  }
  const isFreed = cursor.selected?.rules.matchers.some(({ match }) => match !== "equality") === true;
  if (isFreed || Array.isArray(value) || value === null) return true;
  return { anyOf: [{ const: value as Json }, { not: { type: typeof value } }] };
}
