import { expect, test } from "vitest";
import { readQuery } from "./query.ts";

test("reads repeated, encoded and empty values in order", () => {
  expect([...readQuery("sku=a&sku=b%20c&sku=d+e&limit=&flag")]).toEqual([
    ["sku", ["a", "b c", "d e"]],
    ["limit", [""]],
    ["flag", [""]],
  ]);
});

test.each(["a=%", "a=%zz", "%ff=1"])("refuses %s", (search) => {
  expect(() => readQuery(search)).toThrow(expect.objectContaining({ status: 400, slug: "validation-failed" }));
});
