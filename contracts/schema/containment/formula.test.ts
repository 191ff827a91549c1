import { expect, test } from "vitest";
import { createFormulas, everyType, types } from "./formula.ts";

const formulas = createFormulas(() => undefined);
const { all, any, not, type, atom, anything, nothing } = formulas;
const least = (value: number) => atom({ kind: "number", test: { is: "least", value } });
const short = atom({ kind: "size", of: "string", is: "most", count: 3 });

test("what is written twice is one", () => {
  expect(least(1)).toBe(least(1));
  expect(all([least(1), short])).toBe(all([short, all([least(1), short])]));
});

test("a negation of a negation is the statement, and the two contradict each other", () => {
  const mixed = any([all([least(1), short]), type(types.null)]);
  expect(not(not(mixed))).toBe(mixed);
  for (const formula of [least(1), short, type(types.null)]) {
    expect(not(not(formula))).toBe(formula);
    expect(all([formula, not(formula)])).toBe(nothing);
    expect(any([formula, not(formula)])).toBe(anything);
  }
});

test("a statement about one type holds for the others, so its negation is about that type", () => {
  expect(not(least(1))).toBe(all([type(types.number), atom({ kind: "number", test: { is: "below", value: 1 } })]));
  expect(any([least(1), short])).toBe(anything);
  expect(all([type(types.string), least(1)])).toBe(type(types.string));
  const below = atom({ kind: "number", test: { is: "below", value: 1 } });
  expect(all([least(1), below])).toBe(type(everyType & ~types.number));
});

test("what cannot fail is no statement, and what cannot hold is one about the type", () => {
  expect(atom({ kind: "size", of: "array", is: "least", count: 0 })).toBe(anything);
  expect(atom({ kind: "size", of: "array", is: "most", count: -1 })).toBe(type(everyType & ~types.array));
  expect(atom({ kind: "items", is: "least", count: 2, from: 0, to: 1, item: anything })).toBe(
    type(everyType & ~types.array),
  );
  expect(atom({ kind: "members", is: "every", name: nothing, value: nothing })).toBe(anything);
});
