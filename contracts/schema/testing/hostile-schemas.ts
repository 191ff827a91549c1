import type { Json, JsonObject } from "../../json.ts";
import type { Schema } from "../../model/contract.ts";

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const nested = (depth: number, wrap: (inner: Schema) => Schema, core: Schema): Schema =>
  times(depth, () => wrap).reduce((inner, next) => next(inner), core);
const deepArray = (depth: number): Json => times(depth, () => 0).reduce<Json>((inner) => [inner], 1);
export const members = (count: number, type: string): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(times(count, (index) => [`p${index}`, { type }])),
  required: times(count, (index) => `p${index}`),
});
const branches = (count: number): JsonObject[] =>
  times(count, (i) => ({ type: "object", properties: { k: { const: i } }, required: ["k"] }));
const words = (count: number, from: number): string => `^(${times(count, (i) => `w${i + from}`).join("|")})$`;
const doubling = (next: (index: number) => string): JsonObject => ({
  $ref: "#/$defs/n0",
  $defs: Object.fromEntries(
    times(40, (i) => [
      `n${i}`,
      i === 39
        ? { type: "integer" }
        : { type: "object", required: ["a", "b"], properties: { a: { $ref: next(i) }, b: { $ref: next(i) } } },
    ]),
  ),
});

/** What each is, and two schemas that ask for more time, memory or stack than there is. */
export const hostilePairs: readonly (readonly [string, Schema, Schema])[] = [
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
  [
    "2^40 objects that share their parts",
    nested(40, (a) => ({ required: ["a", "b"], properties: { a, b: a } }), { type: "object" }),
    { type: "string" },
  ],
  ["2^40 values behind references", doubling((i) => `#/$defs/n${i + 1}`), { not: { required: ["a"] } }],
  ["a oneOf of 2,000 branches for a validator", { const: {} }, { oneOf: branches(2_000) }],
  ["an anyOf of 5,000 branches for a validator", { const: {} }, { anyOf: branches(5_000) }],
  [
    "3,000 patterns of names for a validator",
    { const: { b: 1 } },
    {
      patternProperties: Object.fromEntries(times(3_000, (i) => [`^a${i}$`, { type: "string" }])),
      additionalProperties: false,
    },
  ],
  [
    "a definition that is referred to 2,000 times",
    { const: { p1: 1 } },
    { allOf: times(2_000, () => ({ $ref: "#/$defs/a" })), $defs: { a: members(2_000, "string") } },
  ],
  ["200,000 constants", { enum: times(200_000, (i) => `v${i}`) }, { enum: times(200_000, (i) => `v${i + 1}`) }],
  ["50,000 members", members(50_000, "string"), { properties: { p49999: { type: "number" } } }],
  [
    "a constant of 50,000 objects",
    { const: times(50_000, (a) => ({ a })) },
    { items: { properties: { a: { type: "integer" } } } },
  ],
  ["a pattern of 6,000 elements", { pattern: `^${"a?".repeat(3_000)}${"a".repeat(3_000)}$` }, { pattern: "^a{6000}$" }],
  [
    "a pattern of 300,000 characters",
    { pattern: `^${"abc".repeat(100_000)}$` },
    { pattern: `^${"abc".repeat(99_999)}d$` },
  ],
  ["a pattern of 20,000 groups", { pattern: `^${"(".repeat(20_000)}a${")*".repeat(20_000)}$` }, { pattern: "b" }],
  ["a pattern of 20,000 words", { pattern: words(20_000, 0) }, { pattern: words(20_000, 1) }],
  [
    "catastrophic patterns with back-references",
    { enum: times(50, (i) => `${"a".repeat(40 + i)}!`) },
    { anyOf: times(60, (i) => ({ pattern: `^(a+)+\\1${"b".repeat(i)}$` })) },
  ],
  ["a pattern of cubic time", { const: "a".repeat(9_999) }, { pattern: "a*a*a*b\\1()" }],
  [
    "an intersection of lengths",
    { type: "string", minLength: 1, allOf: times(14, (i) => ({ pattern: `^(?:.{${i + 2}})*$` })) },
    false,
  ],
  [
    "200 divisors",
    { type: "number", not: { const: 0 }, allOf: times(200, (i) => ({ multipleOf: 1_000_003 + 2 * i })) },
    { type: "string" },
  ],
  ["numbers at the ends of a double", { multipleOf: 1e-300, minimum: 1e300 }, { multipleOf: 1e300 }],
  [
    "arrays of 900 arrays, six deep",
    nested(6, (items) => ({ type: "array", minItems: 900, items }), { type: "string" }),
    { type: "string" },
  ],
  [
    "a million characters, 40,000 times",
    { type: "array", minItems: 40_000, items: { type: "string", minLength: 1_000_000 } },
    { maxItems: 5 },
  ],
  [
    "counts of items in each other's way",
    {
      type: "array",
      maxItems: 9,
      items: { type: "integer", minimum: 1 },
      allOf: times(12, (i) => ({ contains: { multipleOf: i + 2 }, minContains: 3 })),
    },
    false,
  ],
  [
    "2^300 ways through nested choices",
    nested(300, (inner) => ({ oneOf: [inner, { type: "number" }] }), true),
    { type: "null" },
  ],
];
