import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";
import { contains } from "../contains.ts";
import { processorMilliseconds } from "./clock.ts";

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const nested = (depth: number, wrap: (inner: Schema) => Schema, core: Schema): Schema =>
  times(depth, () => wrap).reduce((inner, next) => next(inner), core);
const deepArray = (depth: number): Json => times(depth, () => 0).reduce<Json>((inner) => [inner], 1);
const members = (count: number, type: string): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(times(count, (index) => [`p${index}`, { type }])),
  required: times(count, (index) => `p${index}`),
});

/** Processor time; ajv compiles and judges in addition to the second that the search may take. */
const maxMilliseconds = 5_000;

const pairs: readonly (readonly [string, Schema, Schema])[] = [
  ["negations 10,000 deep", nested(10_000, (not) => ({ not }), true), { type: "string" }],
  [
    "members 10,000 deep",
    nested(10_000, (a) => ({ properties: { a } }), true),
    nested(9_999, (a) => ({ properties: { a } }), false),
  ],
  ["a constant 5,000 deep", { const: deepArray(5_000) }, { type: "array" }],
  [
    "3^25 combinations",
    { allOf: times(25, (i) => ({ anyOf: [`a${i}`, `b${i}`, `c${i}`].map((name) => ({ required: [name] })) })) },
    { minProperties: 25 },
  ],
  [
    "a oneOf of 60 branches",
    { oneOf: times(60, (i) => ({ properties: { k: { const: `v${i}` } }, required: ["k"] })) },
    { oneOf: times(61, (i) => ({ properties: { k: { const: `v${i}` } }, required: ["k"] })) },
  ],
  [
    "2^24 cases of unevaluated members",
    {
      allOf: times(12, (i) => ({ anyOf: [{ properties: { [`a${i}`]: true } }, { properties: { [`b${i}`]: true } }] })),
      unevaluatedProperties: false,
    },
    { type: "object" },
  ],
  ["a catastrophic pattern", { pattern: "^(a+)+$" }, { pattern: "^(a|aa)+$" }],
  ["a long text and a catastrophic pattern", { const: `${"a".repeat(60)}!` }, { pattern: "^(a+)+$" }],
  ["a pattern that counts to 100,000", { pattern: "^a{1,100000}$" }, { pattern: "^a{1,99999}$" }],
  ["a pattern of 2^20 states", { pattern: "(a|b)*a(a|b){20}$" }, { pattern: "^(a|b)*b(a|b){20}$" }],
  ["lengths of a million", { type: "string", maxLength: 1_000_000 }, { maxLength: 999_999 }],
  [
    "a thousand million items",
    { type: "array", minItems: 1e9, items: { type: "string" } },
    { contains: { type: "number" } },
  ],
  ["a thousand million different items", { type: "array", minItems: 1e9, uniqueItems: true }, { type: "string" }],
  ["a thousand million members", { type: "object", minProperties: 1e9 }, { maxProperties: 3 }],
  ["10,000 constants", { enum: times(10_000, (i) => `v${i}`) }, { enum: times(9_999, (i) => `v${i}`) }],
  ["10,000 structured constants", { type: "object" }, { enum: times(10_000, (a) => ({ a })) }],
  ["2,000 members", members(2_000, "string"), members(2_000, "number")],
  [
    "5,000 positions",
    { type: "array", prefixItems: times(5_000, () => ({ type: "string" })) },
    { prefixItems: times(5_000, () => ({ type: "number" })) },
  ],
  [
    "30 patterns of names",
    { patternProperties: Object.fromEntries(times(30, (i) => [`p${i}`, true])), additionalProperties: false },
    { additionalProperties: { type: "number" } },
  ],
  [
    "a chain of 300 references",
    {
      $ref: "#/$defs/n0",
      $defs: Object.fromEntries(
        times(300, (i) => [
          `n${i}`,
          { type: "object", required: ["a"], properties: { a: { $ref: `#/$defs/n${i + 1}` } } },
        ]).concat([["n300", true as never]]),
      ),
    },
    { type: "string" },
  ],
  [
    "seven pigeons in six holes",
    {
      required: times(7, (i) => `p${i}`),
      properties: Object.fromEntries(times(7, (i) => [`p${i}`, { enum: times(6, (j) => j) }])),
    },
    false,
  ],
];

describe("contains is bounded for", () => {
  test.each(pairs)(
    "%s",
    (_what, left, right) => {
      for (const [inner, outer] of [
        [left, right],
        [right, left],
      ] as const) {
        const start = processorMilliseconds();
        const { verdict } = contains({ schema: inner }, { schema: outer });
        expect(processorMilliseconds() - start).toBeLessThan(maxMilliseconds);
        expect(["contained", "not-contained", "unknown"]).toContain(verdict);
      }
    },
    20_000,
  );

  test("and decides what only looks large", () => {
    const verdict = (left: Schema, right: Schema) => contains({ schema: left }, { schema: right }).verdict;
    expect(verdict({ type: "array", minItems: 1e9 }, { minItems: 5 })).toBe("contained");
    expect(verdict({ type: "array", minItems: 1e9, uniqueItems: true, items: { enum: [1, 2] } }, false)).toBe(
      "contained",
    );
    expect(
      verdict(
        { contains: { type: "string" }, minContains: 1e6, type: "array" },
        { contains: { type: "string" }, minContains: 9 },
      ),
    ).toBe("contained");
    expect(verdict({ enum: times(10_000, (i) => `v${i}`) }, { enum: times(10_000, (i) => `v${i}`).reverse() })).toBe(
      "contained",
    );
    expect(verdict({ pattern: "^(a{1,9}){1,9}$" }, { pattern: "^a+$" })).toBe("contained");
    expect(verdict(members(2_000, "integer"), members(2_000, "number"))).toBe("contained");
  }, 60_000);
});
