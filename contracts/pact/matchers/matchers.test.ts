import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newInteractions, newPact } from "../create.ts";
import { matchResponse } from "../match-response.ts";
import type { HttpInteraction } from "../pact.ts";
import { noRules } from "../read/rules.ts";
import { parsePact } from "../read.ts";
import { pactDocument } from "../write.ts";
import { branchesOf, compareWithTemplate, exercisedBranches, unexercised } from "./branches.ts";
import { compile } from "./compile.ts";
import type { Template } from "./template.ts";
import { templateVariants } from "./variants.ts";
import * as matchers from "./vocabulary.ts";

const { like, eachLike, either, nullable, optional, possiblyEmpty, regex } = matchers;
const fits = (template: Template, value: unknown) => compareWithTemplate(template, value, false).length === 0;

describe("each function accepts and refuses", () => {
  test.each<[name: string, template: Template, fits: unknown[], differs: unknown[]]>([
    ["like", like({ a: 1 }), [{ a: 2 }, { a: 3, b: 1 }], [{ a: "x" }, {}, null]],
    ["eachLike", eachLike({ a: 1 }, 2), [[{ a: 1 }, { a: 2 }]], [[{ a: 1 }], [{ a: "x" }, { a: 1 }], {}]],
    ["atMostLike", matchers.atMostLike(1, 2), [[], [5], [1, 2]], [[1, 2, 3], ["x"]]],
    ["constrainedArrayLike", matchers.constrainedArrayLike(1, 1, 2), [[5]], [[], [1, 2, 3]]],
    ["equal", like({ a: matchers.equal(1), b: 1 }), [{ a: 1, b: 2 }], [{ a: 2, b: 2 }]],
    ["regex", regex(/^a\d$/i, "A1"), ["a2", "A3"], ["b1", 5]],
    ["integer", matchers.integer(), [5], [5.5, "5"]],
    ["decimal", matchers.decimal(), [5.5], [5, "5.5"]],
    ["number", matchers.number(), [5, 5.5], ["5"]],
    ["boolean", matchers.boolean(), [false], [0, null]],
    ["string", matchers.string(), [""], [1]],
    ["uuid", matchers.uuid(), ["00000000-0000-4000-8000-000000000000"], ["x"]],
    ["date", matchers.date(), ["2024-02-29"], ["2023-02-29"]],
    ["time", matchers.time("HH:mm"), ["10:10"], ["10:61"]],
    ["datetime", matchers.datetime(), ["2024-02-29T10:00:00Z"], ["2024-02-29"]],
    ["includes", matchers.includes("el"), ["hello"], ["x"]],
    ["nullValue", matchers.nullValue(), [null], [0]],
    ["notEmpty", matchers.notEmpty("x"), ["y"], ["", null]],
    ["semver", matchers.semver(), ["2.0.0-rc.1"], ["2"]],
    ["eachKeyMatches", matchers.eachKeyMatches({ k1: 1 }, regex("^k.*", "k")), [{ k2: 5 }], [{ x: 1 }]],
    ["eachValueMatches", matchers.eachValueMatches({ a: 1 }, matchers.integer()), [{ b: 2 }], [{ b: "x" }]],
    [
      "arrayContaining",
      matchers.arrayContaining(1, { id: matchers.integer(2) }),
      [[{ id: 9 }, 1, 7]],
      [[1], [{ id: 9 }]],
    ],
    ["optional", { a: optional(like(1)) }, [{}, { a: 2 }], [{ a: "x" }, { a: null }]],
    ["nullable", { a: nullable(like(1)) }, [{ a: null }, { a: 2 }], [{}, { a: "x" }]],
    ["either", { a: either(like(1), regex("^x.*", "x")) }, [{ a: 5 }, { a: "xy" }], [{ a: "y" }, {}, { a: null }]],
    ["possiblyEmpty", { a: possiblyEmpty(eachLike(1)) }, [{ a: [] }, { a: [1, 2] }], [{ a: ["x"] }, {}]],
  ])("%s", (_name, template, good, bad) => {
    expect(fits(template, compile(template).content)).toBe(true);
    for (const value of good) expect(fits(template, value), JSON.stringify(value)).toBe(true);
    for (const value of bad) expect(fits(template, value), JSON.stringify(value)).toBe(false);
  });

  test("an example that does not fit its own matcher is told where it is written", () => {
    expect(() => regex("^\\d+$", "x")).toThrow('The example "x" does not match /^\\d+$/: correct one of them.');
    expect(() => matchers.date("yyyy-MM-dd", "1.1.2000")).toThrow(/be in the format/);
    expect(() => matchers.date("bb")).toThrow(/no date format of Java/);
    expect(() => matchers.integer(1.5)).toThrow(/whole number/);
    expect(() => matchers.constrainedArrayLike(1, 2, 1)).toThrow(/bounds/);
    expect(() => possiblyEmpty(like([]))).toThrow(/needs a list/);
    expect(() => matchers.eachKeyMatches({}, eachLike(1))).toThrow(/need one matcher/);
  });
});

test("a template compiles to an example and plain rules of Pact", () => {
  const template = {
    id: matchers.integer(7),
    items: eachLike({ name: like("x") }),
    user: matchers.fromProviderState("userId", "u1"),
  };
  const { content, rules, generators, choices } = compile(template);
  expect(content).toEqual({ id: 7, items: [{ name: "x" }], user: "u1" });
  expect(Object.fromEntries(rules)).toEqual({
    "$.id": { combine: "AND", matchers: [{ match: "integer" }] },
    "$.items": { combine: "AND", matchers: [{ match: "type", min: 1 }] },
    "$.items[*].name": { combine: "AND", matchers: [{ match: "type" }] },
    "$.user": { combine: "AND", matchers: [{ match: "type" }] },
  });
  expect(generators).toEqual({ "$.user": { type: "ProviderState", expression: "userId" } });
  expect(choices).toEqual([]);
});

const cart: Template = {
  items: possiblyEmpty(eachLike({ price: like(1.5), discount: optional(nullable(like(0.5))) })),
  owner: either({ user: like("u1") }, { guest: true }),
};

describe("branches", () => {
  const ids = [
    "$.items is with items",
    "$.items is empty",
    "$.items(with items)[*].discount is present",
    "$.items(with items)[*].discount is absent",
    "$.items(with items)[*].discount(present) is a value",
    "$.items(with items)[*].discount(present) is null",
    "$.owner is alternative 1",
    "$.owner is alternative 2",
  ];

  test("every alternative is one, also those within others", () => {
    expect(branchesOf(cart).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(branchesOf(cart)).toHaveLength(ids.length);
  });

  test("a value exercises those that it went through, each item of a list its own", () => {
    const value = { items: [{ price: 2 }, { price: 3, discount: null }], owner: { guest: true } };
    expect([...exercisedBranches(cart, value)].toSorted()).toEqual([ids[0], ids[2], ids[3], ids[5], ids[7]].toSorted());
    expect(fits(cart, value)).toBe(true);
    expect(compareWithTemplate(cart, { ...value, items: [{ price: 2 }, { price: "x" }] }, false)).toHaveLength(1);
  });

  test("what no test met is told", () => {
    const met = new Set([
      ...exercisedBranches(cart, { items: [], owner: { user: "x" } }),
      ...exercisedBranches(cart, { items: [{ price: 1, discount: 0.1 }], owner: { guest: true } }),
    ]);
    expect(
      unexercised(cart, met)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([ids[3], ids[5]].toSorted());
  });

  test("the alternative that leaves nothing over comes first, whatever their order", () => {
    const template = either({ a: like(1) }, { a: like(1), b: like(1) });
    expect([...exercisedBranches(template, { a: 1, b: 2 })]).toEqual(["$ is alternative 2"]);
    expect([...exercisedBranches(template, { a: "x" })]).toEqual([]);
  });
});

describe("variants", () => {
  test("together meet every branch, and each one exercises what it says", () => {
    const variants = templateVariants(cart);
    expect(variants.map(({ label }) => label)).toEqual([
      "",
      "$.items is empty",
      "$.items(with items)[*].discount is absent",
      "$.items(with items)[*].discount(present) is null",
      "$.owner is alternative 2",
    ]);
    const met = new Set(variants.flatMap(({ content }) => [...exercisedBranches(cart, content)]));
    expect(unexercised(cart, met)).toEqual([]);
  });

  const template: fc.Arbitrary<Template> = fc.letrec<{ any: Template }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<Template>(like(1), like("x"), matchers.integer(5), true),
      tie("any").map((of) => ({ a: optional(of), b: nullable({ of }) })),
      fc.tuple(tie("any"), tie("any")).map(([left, right]) => either({ left }, { right })),
      tie("any").map((of) => possiblyEmpty(eachLike({ of }))),
      fc.tuple(tie("any"), tie("any")).map((both) => ({ both })),
    ),
  })).any;

  test("of any template meet every branch and fit it", () => {
    fc.assert(
      fc.property(template, (each) => {
        const variants = templateVariants(each);
        const met = new Set<string>();
        for (const { content } of variants) {
          expect(compareWithTemplate(each, content, true)).toEqual([]);
          for (const id of exercisedBranches(each, content)) met.add(id);
        }
        expect(unexercised(each, met)).toEqual([]);
      }),
    );
  });
});

describe("interactions of a template", () => {
  const interactions = newInteractions({
    description: "a cart",
    providerStates: [{ name: "a cart", params: {} }],
    request: { method: "GET", path: "/carts/1" },
    response: { status: 200 },
    responseBody: cart,
    statesOf: (label) => [{ name: label === "" ? "a cart" : `a cart where ${label}`, params: {} }],
  });

  test("each variant is one that stock Pact can verify, and keeps what belongs together", () => {
    expect(interactions.map(({ description }) => description)).toContain("a cart [$.owner is alternative 2]");
    const document = pactDocument(newPact("web", "carts", interactions));
    const read = parsePact(document, "pact.json").interactions as readonly HttpInteraction[];
    expect(read[0]?.comments.tercet).toMatchObject({ template: "a cart" });
    expect(new Set(read.map(({ key }) => key)).size).toBe(read.length);
    for (const { response } of read) {
      const answer = { ...response, matchingRules: noRules, generators: {} };
      expect(matchResponse(response, answer).mismatches).toEqual([]);
    }
  });

  test("the variants of the request come with the first response", () => {
    const asked = newInteractions({
      description: "a search",
      request: { method: "POST", path: "/search" },
      requestBody: { text: like("x"), limit: optional(matchers.integer(5)) },
      response: { status: 200 },
      responseBody: [nullable("x")],
    });
    expect(asked.map(({ description }) => description)).toEqual([
      "a search",
      "a search [request $.limit is absent]",
      "a search [$[0] is null]",
    ]);
    expect(asked[1]?.request.body).toMatchObject({ value: { text: "x" } });
  });
});
