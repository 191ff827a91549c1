import type { Json } from "../../json.ts";

const scalars: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  4,
  -1,
  -2,
  0.5,
  1.5,
  "",
  "a",
  "b",
  "c",
  "ab",
  "ba",
  "aa",
  "x",
  "x1",
  "1",
  "a1",
  "abc",
  "b a",
];
const few: readonly Json[] = [null, true, 0, 1, 2, 1.5, "", "a", "b", [], {}];
const names = ["a", "b", "c", "x1", "y", "ab", "z", "", "1"];

/**
 * Every small JSON value over the constants that the random schemas mention: an oracle that knows nothing of how
 * containment is decided.
 */
export const smallInstances: readonly Json[] = [
  ...scalars,
  [],
  {},
  ...[...scalars, [], {}, [1], ["a"], { a: 1 }].map((item) => [item]),
  ...few.flatMap((first) => few.map((second) => [first, second])),
  ...few.flatMap((first) =>
    [0, 1, "a"].flatMap((second) => [
      [first, second, null],
      [first, first, second],
    ]),
  ),
  [0, 0, 0, 0],
  [1, 2, 3, 4],
  [{ a: 1 }],
  [{ a: 1 }, { b: 1 }],
  ...names.flatMap((name) =>
    [...few, "ab", [1], { a: 1 }, { b: "a" }].map((value) => Object.fromEntries([[name, value]])),
  ),
  ...pairs(names).flatMap(([first, second]) =>
    [0, "a", null, []].flatMap((left) =>
      [1, "b", {}].map((right) =>
        Object.fromEntries([
          [first, left],
          [second, right],
        ]),
      ),
    ),
  ),
  ...[0, "a"].map((value) => Object.fromEntries(["a", "b", "c"].map((name) => [name, value]))),
  ...[0, "a"].map((value) => Object.fromEntries(["a", "x1", "z", "1"].map((name) => [name, value]))),
] as readonly Json[];

function pairs<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((left, index) => list.slice(index + 1).map((right): [T, T] => [left, right]));
}
