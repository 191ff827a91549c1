import { isObject, type JsonObject } from "../../json.ts";
import type { Matcher, MatchingRules, RuleList } from "../pact.ts";
import { formatTokens, type PathToken, parsePathExpression } from "../path-expression.ts";
import { below, objectAt, optionalListAt, optionalObjectAt, type Place, refuse } from "./place.ts";

type Collection = "query" | "header" | "body" | "metadata";
type Single = "method" | "path" | "status";
type Category = Collection | Single;

/** The categories by all names that files use for them. */
const categories: Readonly<Record<string, Category>> = {
  method: "method",
  path: "path",
  status: "status",
  query: "query",
  header: "header",
  headers: "header",
  body: "body",
  content: "body",
  contents: "body",
  metadata: "metadata",
  metaData: "metadata",
};

/** No rules. */
export const noRules: MatchingRules = { query: new Map(), header: new Map(), body: new Map(), metadata: new Map() };

/** The category that a name in a file means; undefined for one that is not known. */
export function categoryOf(name: string): Category | undefined {
  return Object.hasOwn(categories, name) ? categories[name] : undefined;
}

/**
 * Reads matching rules of V2 (`"$.body.items[*].id": { match }`) and of V3 and V4 (by category, each with `combine` and
 * `matchers`), also where a file mixes both. Categories that are not known are left to the file. Throws `TercetError`
 * (`contract`) with the pointer for a path expression or matcher that cannot be read.
 */
export function readRules(value: unknown, place: Place): MatchingRules {
  const singles: { [name in Single]?: RuleList } = {};
  const collections = { query: new Map(), header: new Map(), body: new Map(), metadata: new Map() } as {
    readonly [name in Collection]: Map<string, RuleList>;
  };
  const add = (category: Category, key: string, rules: RuleList) => {
    if (category === "method" || category === "path" || category === "status") singles[category] = rules;
    else collections[category].set(key, rules);
  };
  for (const [name, rules] of Object.entries(optionalObjectAt(value, place, "matchingRules"))) {
    const here = below(place, name);
    if (name.startsWith("$")) readFlat(name, rules, here, add);
    else readCategory(categoryOf(name), rules, here, add);
  }
  return { ...singles, ...collections };
}

type Add = (category: Category, key: string, rules: RuleList) => void;

/** V2: the second step of the path names the category. */
function readFlat(path: string, value: unknown, place: Place, add: Add): void {
  const [first, ...rest] = tokensOf(path, place);
  const category = first?.kind === "name" ? categoryOf(first.name) : undefined;
  if (category === undefined) {
    throw refuse(
      place,
      "pact-path",
      `the path ${JSON.stringify(path)} leads to no part of the interaction; correct it`,
    );
  }
  const rule = objectAt(value, place, "a matching rule");
  const list =
    rule.matchers === undefined
      ? { combine: "AND" as const, matchers: [readMatcher(rule, place)] }
      : readList(rule, place);
  add(category, keyOf(category, rest), list);
}

function readCategory(category: Category | undefined, value: unknown, place: Place, add: Add): void {
  if (category === undefined) return;
  const rules = optionalObjectAt(value, place, "the rules of a category");
  if (Array.isArray(rules.matchers)) {
    add(category, keyOf(category, []), readList(rules, place));
    return;
  }
  for (const [name, list] of Object.entries(rules)) {
    const here = below(place, name);
    const byName = (category === "header" || category === "query" || category === "metadata") && !name.startsWith("$");
    const tokens = byName ? tokensOfName(name) : tokensOf(name, here);
    add(category, keyOf(category, tokens), readList(objectAt(list, here, "a list of matching rules"), here));
  }
}

/** The steps of `Q1[0]` or `X-Header[*]`; any other character belongs to the name. */
export function tokensOfName(name: string): readonly PathToken[] {
  const match = /^(.+)(\[(?:\d+|\*)\])$/.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return [{ kind: "name", name }];
  return [{ kind: "name", name: match[1] }, ...(parsePathExpression(`$${match[2]}`) ?? [])];
}

function tokensOf(path: string, place: Place): readonly PathToken[] {
  const tokens = parsePathExpression(path);
  if (tokens !== undefined) return tokens;
  throw refuse(place, "pact-path", `${JSON.stringify(path)} is no path expression; write it as $.items[*].id`);
}

/** `$.items[*].id` in a body; `name`, `name[0]` or nothing in other categories. */
function keyOf(category: Category, tokens: readonly PathToken[]): string {
  if (category === "body") return `$${formatTokens(tokens)}`;
  const [first, ...rest] = tokens;
  if (first?.kind !== "name") return formatTokens(tokens);
  return `${category === "header" ? first.name.toLowerCase() : first.name}${formatTokens(rest)}`;
}

function readList(value: JsonObject, place: Place): RuleList {
  const matchers = optionalListAt(value.matchers, below(place, "matchers"), "matchers");
  const combine = typeof value.combine === "string" && value.combine.toUpperCase() === "OR" ? "OR" : "AND";
  return {
    combine,
    matchers: matchers.map((matcher, index) => {
      const here = below(place, "matchers", index);
      return readMatcher(objectAt(matcher, here, "a matcher"), here);
    }),
  };
}

/** Old files leave `match` out where another member tells it. */
const told: readonly (readonly [member: string, match: string])[] = [
  ["regex", "regex"],
  ["min", "type"],
  ["max", "type"],
  ["timestamp", "timestamp"],
  ["datetime", "datetime"],
  ["date", "date"],
  ["time", "time"],
];

function readMatcher(value: JsonObject, place: Place): Matcher {
  const match = value.match ?? told.find(([member]) => value[member] !== undefined)?.[1];
  if (typeof match !== "string" || match === "") {
    throw refuse(place, "pact-matcher", `the matcher does not say what it matches; give it a "match"`);
  }
  requireMembers({ ...value, match }, place);
  return { ...value, match };
}

function requireMembers(matcher: Matcher, place: Place): void {
  const refuseWithout = (member: string, fits: boolean, what: string) => {
    if (!fits)
      throw refuse(below(place, member), "pact-matcher", `the matcher ${matcher.match} needs ${what} in "${member}"`);
  };
  if (matcher.match === "regex") refuseWithout("regex", typeof matcher.regex === "string", "a regular expression");
  if (matcher.match === "include") refuseWithout("value", isScalar(matcher.value), "a text");
  if (/^content-?type$/i.test(matcher.match)) refuseWithout("value", typeof matcher.value === "string", "a media type");
  if (/^array-?contains$/i.test(matcher.match)) {
    refuseWithout("variants", Array.isArray(matcher.variants), "a list");
    for (const [index, variant] of optionalListAt(matcher.variants, place, "variants").entries()) {
      readVariant(variant, below(place, "variants", index));
    }
  }
  if (/^each-?(?:key|value)$/i.test(matcher.match)) readInnerMatchers(matcher, place);
}

/** One variant of `arrayContains`: which item of the example it is, and its rules by path from there. */
export function readVariant(
  value: unknown,
  place: Place,
): { readonly index: number; readonly rules: ReadonlyMap<string, RuleList> } {
  const { index = 0, rules } = objectAt(value, place, "a variant");
  const here = below(place, "rules");
  const body =
    rules === undefined ? { $: { matchers: [{ match: "equality" }] } } : optionalObjectAt(rules, here, "rules");
  return { index: Number(index), rules: readRules({ body }, here).body };
}

/** The matchers that `eachKey` and `eachValue` hold in `rules`. */
export function readInnerMatchers(matcher: Matcher, place: Place): readonly Matcher[] {
  const here = below(place, "rules");
  return optionalListAt(matcher.rules, here, "rules").map((rule, index) =>
    readMatcher(objectAt(rule, below(here, index), "a matcher"), below(here, index)),
  );
}

function isScalar(value: unknown): boolean {
  return value !== undefined && value !== null && !Array.isArray(value) && !isObject(value);
}
