import { isObject } from "../../json.ts";
import { isWrittenAsDecimal } from "../json-text.ts";
import type { Matcher, Mismatch, RuleList } from "../pact.ts";
import { pathExpression } from "../path-expression.ts";
import { innerMatchers, variantsOf } from "./compiled.ts";
import { collectionMatchers, judge, matcherName } from "./matcher.ts";
import { maximumMismatches, sentence } from "./mismatch.ts";
import type { RuleCursor } from "./rule-tree.ts";
import { show } from "./show.ts";
import { judgeByRules } from "./values.ts";

type Members = Readonly<Record<string, unknown>>;

/** One way through a body. */
interface Walk {
  readonly path: (string | number)[];
  /** True in requests: members that were not expected are refused. */
  readonly strict: boolean;
  readonly found: Mismatch[];
}

/**
 * Compares a JSON body with its example by the rules: the best rule of each place decides, and applies to what is below it
 * where nothing more specific is said. `strict`: members that the example has not are refused, as in requests. No
 * mismatch: they match. Recursion goes as deep as the example, which is bounded when a pact is read.
 */
export function compareJson(
  expected: unknown,
  actual: unknown,
  rules: RuleCursor,
  strict: boolean,
): readonly Mismatch[] {
  const walk: Walk = { path: [], strict, found: [] };
  compare(expected, actual, rules, walk, undefined);
  return walk.found;
}

function compare(expected: unknown, actual: unknown, rules: RuleCursor, walk: Walk, holder: object | undefined): void {
  if (walk.found.length >= maximumMismatches) return;
  if (Array.isArray(expected) && Array.isArray(actual)) compareLists(expected, actual, rules, walk);
  else if (isObject(expected) && isObject(actual)) compareObjects(expected, actual, rules, walk);
  else compareLeaf(expected, actual, rules, walk, holder);
}

/** A value that is no collection, or not the kind of one that the example is. */
function compareLeaf(
  expected: unknown,
  actual: unknown,
  rules: RuleCursor,
  walk: Walk,
  holder: object | undefined,
): void {
  const written = typeof actual === "number" && isWrittenAsDecimal(holder, String(walk.path.at(-1)));
  const { selected } = rules;
  const subject = { expected, actual, form: "json", isWrittenAsDecimal: written } as const;
  for (const problem of judgeByRules(selected?.rules, selected?.cascaded === true, subject)) {
    report(walk, sentence(problem.expected, problem.matcher, actual));
  }
}

function report(walk: Walk, message: string): void {
  walk.found.push({ part: "body", path: pathExpression(walk.path), message });
}

/** What one matcher says of a collection, in mismatches of its own; `coversItems`: it looked at the items itself. */
type CheckCollection = (matcher: Matcher, walk: Walk) => { readonly coversItems: boolean };

/** Applies the rules of a collection; true where the items are still to be compared. */
function applyRules({ combine, matchers }: RuleList, walk: Walk, check: CheckCollection): boolean {
  let coversItems = false;
  let failed = 0;
  const found: Mismatch[] = [];
  for (const matcher of matchers) {
    const own: Walk = { ...walk, found: [] };
    coversItems = check(matcher, own).coversItems || coversItems;
    if (own.found.length > 0) failed++;
    found.push(...own.found);
  }
  if (combine === "AND" || failed === matchers.length) walk.found.push(...found);
  return !coversItems;
}

function compareObjects(expected: Members, actual: Members, rules: RuleCursor, walk: Walk): void {
  const { selected } = rules;
  const direct = selected !== undefined && !selected.cascaded;
  const names = new Set(selected?.rules.matchers.map(matcherName));
  const checkItems =
    selected === undefined ||
    applyRules(selected.rules, walk, (matcher, own) => {
      const name = matcherName(matcher);
      if (direct && (name === "values" || name === "eachvalue")) {
        compareValues(expected, actual, name === "values" ? rules : rules.forEach(listOf(matcher)), own);
        return { coversItems: true };
      }
      if (direct && name === "eachkey") checkKeys(matcher, actual, own);
      else if (name === "notempty" || (direct && name === "type")) {
        checkWhole(matcher, expected, actual, Object.keys(actual).length, own);
      } else if (!fitsObjects.has(name)) report(own, sentence("a single value", matcher, actual));
      return { coversItems: false };
    });
  if (!checkItems) return;
  const keysAreFree = direct && names.has("eachkey");
  if (!keysAreFree) compareKeys(expected, actual, walk, walk.strict || names.has("equality"));
  for (const key of Object.keys(expected)) {
    if (Object.hasOwn(actual, key)) step(key, expected[key], actual[key], rules, walk, actual);
  }
}

/** What objects may stand under: these speak of their keys, values or leaves; the other matchers want a single value. */
const fitsObjects = new Set(["equality", "regex", "type", "notempty", ...collectionMatchers]);

function step(
  key: string | number,
  expected: unknown,
  actual: unknown,
  rules: RuleCursor,
  walk: Walk,
  holder: object,
): void {
  walk.path.push(key);
  compare(expected, actual, rules.child(key), walk, holder);
  walk.path.pop();
}

/** Each value is compared with that of its own key, else with the first of the example. */
function compareValues(expected: Members, actual: Members, rules: RuleCursor, walk: Walk): void {
  const examples = Object.values(expected);
  for (const [key, value] of Object.entries(actual)) {
    const example = Object.hasOwn(expected, key) ? expected[key] : examples.length > 0 ? examples[0] : value;
    step(key, example, value, rules, walk, actual);
  }
}

function compareKeys(expected: Members, actual: Members, walk: Walk, strict: boolean): void {
  const missing = Object.keys(expected).filter((key) => !Object.hasOwn(actual, key));
  if (missing.length > 0) report(walk, `Expected the ${members(missing)}, but got ${show(actual)}.`);
  const unexpected = strict ? Object.keys(actual).filter((key) => !Object.hasOwn(expected, key)) : [];
  if (unexpected.length > 0) report(walk, `Did not expect the ${members(unexpected)}, but got ${show(actual)}.`);
}

function members(names: readonly string[]): string {
  return `${names.length === 1 ? "member" : "members"} ${names.slice(0, 10).map(show).join(", ")}`;
}

function checkKeys(matcher: Matcher, actual: Members, walk: Walk): void {
  for (const key of Object.keys(actual)) {
    for (const inner of innerMatchers(matcher)) {
      const expected = judge(inner, { expected: "", actual: key, form: "text" });
      if (expected !== undefined) report(walk, sentence(`each key to be ${expected}`, inner, key));
    }
  }
}

/** What a matcher says of a collection as a whole: its size and that it is one. */
function checkWhole(matcher: Matcher, expected: unknown, actual: unknown, size: number, walk: Walk): void {
  if (matcherName(matcher) === "type") {
    const [minimum, maximum] = [limit(matcher.min), limit(matcher.max)];
    if (minimum !== undefined && size < minimum) report(walk, sentence(`at least ${minimum} items`, matcher, actual));
    if (maximum !== undefined && size > maximum) report(walk, sentence(`at most ${maximum} items`, matcher, actual));
    return;
  }
  const problem = judge(matcher, { expected, actual, form: "json" });
  if (problem !== undefined) report(walk, sentence(problem, matcher, actual));
}

function limit(value: unknown): number | undefined {
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

function compareLists(expected: readonly unknown[], actual: readonly unknown[], rules: RuleCursor, walk: Walk): void {
  const { selected } = rules;
  if (selected === undefined || selected.rules.matchers.some((matcher) => matcherName(matcher) === "equality")) {
    compareInOrder(expected, actual, rules, walk);
    return;
  }
  const direct = !selected.cascaded;
  const checkItems = applyRules(selected.rules, walk, (matcher, own) => {
    const name = matcherName(matcher);
    if (direct && name === "arraycontains") {
      checkVariants(matcher, expected, actual, own);
      return { coversItems: true };
    }
    if (direct && name === "eachvalue") {
      compareItems(expected, actual, rules.forEach(listOf(matcher)), own);
      return { coversItems: true };
    }
    if (name === "notempty" || (direct && saysOfLists.has(name)))
      checkWhole(matcher, expected, actual, actual.length, own);
    return { coversItems: false };
  });
  if (checkItems) compareItems(expected, actual, rules, walk);
}

/** What speaks of a list as a whole, where it stands; the other matchers speak of its items. */
const saysOfLists = new Set(["type", "null"]);

function listOf(matcher: Matcher): RuleList {
  return { combine: "AND", matchers: innerMatchers(matcher) };
}

/** Without a rule a list is as long as the example, and in its order. */
function compareInOrder(expected: readonly unknown[], actual: readonly unknown[], rules: RuleCursor, walk: Walk): void {
  if (expected.length !== actual.length) {
    report(walk, `Expected a list of ${expected.length} items, but got ${actual.length}: ${show(actual)}.`);
  }
  for (const [index, item] of expected.entries()) {
    if (index < actual.length) step(index, item, actual[index], rules, walk, actual);
  }
}

/** By a rule each item is compared with its own example, else with the first one; without any, with itself. */
function compareItems(expected: readonly unknown[], actual: readonly unknown[], rules: RuleCursor, walk: Walk): void {
  for (const [index, item] of actual.entries()) {
    if (walk.found.length >= maximumMismatches) return;
    const example = index < expected.length ? expected[index] : expected.length > 0 ? expected[0] : item;
    step(index, example, item, rules, walk, actual);
  }
}

/** `arrayContains`: for each variant some item fits, wherever it stands. */
function checkVariants(matcher: Matcher, expected: readonly unknown[], actual: readonly unknown[], walk: Walk): void {
  for (const { index, rules } of variantsOf(matcher, expected.length)) {
    if (index >= expected.length) {
      report(
        walk,
        `Expected the variant ${index} of the matcher "arrayContains", but the example has no item ${index}.`,
      );
    } else if (!actual.some((item) => compareJson(expected[index], item, rules, walk.strict).length === 0)) {
      report(walk, sentence(`an item like ${show(expected[index])}`, matcher, actual));
    }
  }
}
