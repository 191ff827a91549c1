import { describe, expect, test } from "vitest";
import { lostFrom } from "./lost.ts";

describe("lostFrom", () => {
  test.each([
    ["nothing changed", { a: [1] }, { a: [1] }],
    ["a value changed", { state: "PLACED", total: 5 }, { state: "CONFIRMED", total: 0 }],
    ["something was added", { items: [1] }, { items: [1, 2], note: "x" }],
    ["nothing was there", { note: "", items: [] }, { note: null }],
  ])("finds no loss where %s", (_what, before, after) => {
    expect(lostFrom(before, after)).toBeUndefined();
  });

  test.each([
    ["a member", { a: { b: 1 } }, { a: {} }, "/a"],
    ["a member of a member", { a: { b: 1, c: 2 } }, { a: { c: 2 } }, "/a/b"],
    ["the items of a list", { items: [1, 2] }, { items: [] }, "/items"],
    ["one item", { items: [1, 2] }, { items: [1] }, "/items"],
    ["a text", { label: "x" }, { label: "" }, "/label"],
    ["all", { a: 1 }, null, ""],
  ])("finds the loss of %s", (_what, before, after, place) => {
    expect(lostFrom(before, after)).toBe(place);
  });
});
