import { expect, test } from "vitest";
import { TercetError } from "../errors.ts";
import { plainJson } from "./plain-json.ts";

test("copies JSON, leaves undefined members out, and expands what is shared", () => {
  const shared = { x: 1 };
  const copy = plainJson({ a: shared, b: shared, c: undefined }, "m") as { a: object; b: object };
  expect(copy).toEqual({ a: { x: 1 }, b: { x: 1 } });
  expect(copy.a).not.toBe(copy.b);
});

test.each([
  [{ a: [{ b: Number.NaN }] }, "/a/0/b"],
  [{ a: () => 1 }, "/a"],
  [{ "x/y": new Date(0) }, "/x~1y"],
  [[undefined], "/0"],
])("refuses what is not JSON, with its pointer", (value, pointer) => {
  expect(() => plainJson(value, "m")).toThrow(
    expect.objectContaining({ name: TercetError.name, place: { file: "m", pointer, rule: "json" } }),
  );
});

test("refuses a value that contains itself", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(() => plainJson(circle, "m")).toThrow("(or contains itself)");
});

test("refuses what is nested 300 levels deep, and takes 200", () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  expect(() => plainJson(nested(300), "m")).toThrow("nested more than 256 levels");
  expect(plainJson(nested(200), "m")).toEqual(nested(200));
});

test("refuses what is small in memory and huge when it is written out", () => {
  let value: unknown = "x";
  for (let level = 0; level < 40; level++) value = [value, value];
  expect(() => plainJson(value, "m")).toThrow("holds more than");
});

test("keeps __proto__ as an ordinary member", () => {
  const copy = plainJson(JSON.parse('{"__proto__": {"polluted": true}}'), "m") as object;
  expect(Object.keys(copy)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
