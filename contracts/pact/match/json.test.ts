import { describe, expect, test } from "vitest";
import type { RuleList } from "../pact.ts";
import { readRules } from "../read/rules.ts";
import { compareJson } from "./json.ts";
import { ruleTree } from "./rule-tree.ts";

type Rules = Readonly<Record<string, object | readonly object[]>>;

function rulesOf(rules: Rules, combine = "AND"): ReadonlyMap<string, RuleList> {
  const body = Object.entries(rules).map(([path, matchers]) => [path, { combine, matchers: [matchers].flat() }]);
  return readRules({ body: Object.fromEntries(body) }, { source: "test", pointer: "" }).body;
}

/** The paths of the mismatches; none: they match. */
function compare(expected: unknown, actual: unknown, rules: Rules = {}, strict = false, combine = "AND") {
  return compareJson(expected, actual, ruleTree(rulesOf(rules, combine)).root, strict).map(({ path }) => path);
}

const type = { match: "type" };
const regex = (source: string) => ({ match: "regex", regex: source });

describe("without rules", () => {
  test("responses may have more members, requests may not, and lists have their length and order", () => {
    expect(compare({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
    expect(compare({ a: 1 }, { a: 1, b: 2 }, {}, true)).toEqual(["$"]);
    expect(compare({ a: {} }, { a: { b: 1 } }, {}, true)).toEqual(["$.a"]);
    expect(compare([1, 2], [1, 2, 3])).toEqual(["$"]);
    expect(compare([1, 2], [2, 1])).toEqual(["$[0]", "$[1]"]);
    expect(compare({ a: null }, {})).toEqual(["$"]);
  });

  test("only a member of its own counts", () => {
    expect(compare({ constructor: "x" }, {})).toEqual(["$"]);
    expect(compare(JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":2}'))).toEqual(["$.__proto__"]);
  });
});

describe("which rule wins", () => {
  test("a rule applies to all below it, until a more specific one or equality says otherwise", () => {
    const rules = { $: type, "$.b.c": { match: "equality" } };
    expect(compare({ a: 1, b: { c: 1 } }, { a: 2, b: { c: 1 } }, rules)).toEqual([]);
    expect(compare({ a: 1, b: { c: 1 } }, { a: 2, b: { c: 2 } }, rules)).toEqual(["$.b.c"]);
  });

  test("names weigh more than stars, longer paths more than shorter ones of the same weight, and then the first", () => {
    const value = (text: string) => ({ a: { b: text } });
    const winner = (rules: Rules) => ["x", "y"].find((text) => compare(value("?"), value(text), rules).length === 0);
    const [x, y] = [regex("^x$"), regex("^y$")];
    expect(winner({ "$.*.b": x, "$.a.b": y })).toBe("y");
    expect(winner({ "$.a.b": y, "$.*.*": x })).toBe("y");
    expect(winner({ "$.a": x, "$.a.*": y })).toBe("y");
    expect(winner({ "$.a.*": x, "$.*.b": y })).toBe("x");
    expect(winner({ "$.*.b": y, "$.a.*": x })).toBe("y");
  });

  test("[*] is any item and no member, * is both, and an index in brackets is that item", () => {
    expect(compare({ a: ["x"] }, { a: ["y"] }, { "$.a[*]": type })).toEqual([]);
    expect(compare({ a: { k: "x" } }, { a: { k: "y" } }, { "$.a[*]": type })).toEqual(["$.a.k"]);
    expect(compare({ a: ["x"] }, { a: ["y"] }, { "$.a.*": type })).toEqual([]);
    expect(compare(["x", "x"], ["y", "y"], { "$[1]": type })).toEqual(["$[0]"]);
    expect(
      compare({ "a b": 1, "it's": 1 }, { "a b": 2, "it's": 2 }, { "$['a b']": type, "$['it\\'s']": type }),
    ).toEqual([]);
  });

  test("many rules at many depths cost a step each", () => {
    const rules = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`$.items[*].f${index}`, type]));
    const item = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, index]));
    const items = Array.from({ length: 100 }, () => item);
    const started = performance.now();
    expect(compare({ items: [item] }, { items }, { "$.items": type, ...rules })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("lists", () => {
  test("type frees the length; min and max bound it where they stand, and not below", () => {
    const rules = { "$.a": { match: "type", min: 2, max: 3 } };
    const judged = (a: unknown[]) => compare({ a: [[1]] }, { a }, rules);
    expect(judged([[1], [2]])).toEqual([]);
    expect(judged([[1]])).toEqual(["$.a"]);
    expect(judged([[1], [1], [1], [1]])).toEqual(["$.a"]);
    expect(judged([[], [1, 2, 3, 4, 5]])).toEqual([]);
    expect(judged([["x"], [1]])).toEqual(["$.a[0][0]"]);
  });

  test("min holds also where the example is empty", () => {
    expect(compare({ a: [] }, { a: [] }, { "$.a": { match: "type", min: 1 } })).toEqual(["$.a"]);
  });

  test("arrayContains finds each variant, in any order and among others", () => {
    const variant = (index: number, rules: object) => ({ index, rules });
    const rules = {
      "$.a": {
        match: "arrayContains",
        variants: [
          variant(0, { "$.name": { matchers: [{ match: "equality" }] }, "$.size": { matchers: [type] } }),
          { index: 1 },
        ],
      },
    };
    const expected = { a: [{ name: "x", size: 1 }, "plain"] };
    expect(compare(expected, { a: [1, "plain", { name: "x", size: 9 }] }, rules)).toEqual([]);
    expect(compare(expected, { a: [{ name: "y", size: 9 }, "plain"] }, rules)).toEqual(["$.a"]);
    expect(compare(expected, { a: [{ name: "x", size: 1 }, "other"] }, rules)).toEqual(["$.a"]);
    expect(compare({ a: [] }, { a: [1] }, rules)).toEqual(["$.a", "$.a"]);
  });
});

describe("keys and values of objects", () => {
  test("values: keys are free, each value is like that of its key or like the first", () => {
    const rules = { "$.a": { match: "values" }, "$.a.*": type };
    expect(compare({ a: { x: 1 } }, { a: { y: 2, z: 3 } }, rules, true)).toEqual([]);
    expect(compare({ a: { x: 1 } }, { a: { y: "2" } }, rules)).toEqual(["$.a.y"]);
  });

  test("eachKey: keys match, values of other keys are free", () => {
    const rules = { "$.a": { match: "eachKey", rules: [regex("^k\\d$")] } };
    expect(compare({ a: { k1: 1 } }, { a: { k2: "x" } }, rules, true)).toEqual([]);
    expect(compare({ a: { k1: 1 } }, { a: { k2: 1, other: 1 } }, rules)).toEqual(["$.a"]);
  });

  test("eachValue: each value by its rules, of objects and of lists, more specific rules first", () => {
    const rules = { "$.a": { match: "eachValue", rules: [regex("^v.*")] } };
    expect(compare({ a: { x: "v1" } }, { a: { y: "v2" } }, rules, true)).toEqual([]);
    expect(compare({ a: { x: "v1" } }, { a: { y: "w" } }, rules)).toEqual(["$.a.y"]);
    expect(compare({ a: ["v1"] }, { a: ["v2", "v3"] }, rules)).toEqual([]);
    expect(compare({ a: ["v1"] }, { a: ["w"] }, rules)).toEqual(["$.a[0]"]);
    expect(compare({ a: { x: "v1", y: 5 } }, { a: { x: "v1", y: 6 } }, { ...rules, "$.a.y": type })).toEqual([]);
    const objects = { "$.a": { match: "eachValue", rules: [type] } };
    expect(compare({ a: { x: { id: 1 } } }, { a: { y: { id: 2 } } }, objects)).toEqual([]);
    expect(compare({ a: { x: { id: 1 } } }, { a: { y: { id: "2" } } }, objects)).toEqual(["$.a.y.id"]);
  });

  test("equality of an object is of all its members, also in a response", () => {
    expect(compare({ a: { b: 1 } }, { a: { b: 1, c: 2 } }, { $: type, "$.a": { match: "equality" } })).toEqual(["$.a"]);
  });
});

describe("several matchers of one place", () => {
  const both = { "$.a": [regex(".*x.*"), regex(".*y.*")] };
  test("AND asks for all, OR for one", () => {
    expect(compare({ a: "xy" }, { a: "yx" }, both)).toEqual([]);
    expect(compare({ a: "xy" }, { a: "x" }, both)).toEqual(["$.a"]);
    expect(compare({ a: "xy" }, { a: "x" }, both, false, "OR")).toEqual([]);
    expect(compare({ a: "xy" }, { a: "z" }, both, false, "OR")).toEqual(["$.a", "$.a"]);
  });
  test("a value or null, whatever the example is", () => {
    const nullable = { "$.a": [type, { match: "null" }] };
    for (const example of [1, "x", [1], { b: 1 }]) {
      expect(compare({ a: example }, { a: null }, nullable, false, "OR")).toEqual([]);
      expect(compare({ a: example }, { a: example }, nullable, false, "OR")).toEqual([]);
      expect(compare({ a: example }, { a: true }, nullable, false, "OR")).not.toEqual([]);
    }
  });
});

test("a hostile answer neither crashes nor floods", () => {
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  expect(compare({ a: "x" }, { a: deep }, { "$.a": regex("x") })).toEqual(["$.a"]);
  expect(compare([], deep)).toEqual(["$"]);
  const many = Array.from({ length: 100_000 }, () => "x");
  expect(compare([1], many, { $: type }).length).toBeLessThan(500);
});
