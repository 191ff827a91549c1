import { describe, expect, test } from "vitest";
import { replace } from "./replace.ts";

describe("replace", () => {
  const document = { items: [{ sku: "milk", quantity: 1 }], "a/b": { "c~d": 1 } };

  test.each([
    ["", 1, 1],
    ["/items/0/quantity", 3, { ...document, items: [{ sku: "milk", quantity: 3 }] }],
    ["/items/-", { sku: "bread" }, { ...document, items: [...document.items, { sku: "bread" }] }],
    ["/a~1b/c~0d", 2, { ...document, "a/b": { "c~d": 2 } }],
    ["/new/deep", true, { ...document, new: { deep: true } }],
  ])("puts a value at %s", (pointer, value, expected) => {
    expect(replace(document, pointer, value)).toEqual(expected);
    expect(document.items).toEqual([{ sku: "milk", quantity: 1 }]);
  });

  test("a member named __proto__ is one like any other", () => {
    const replaced = replace({}, "/__proto__", 1) as object;
    expect(Object.keys(replaced)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(replaced)).toBe(Object.prototype);
  });
});
