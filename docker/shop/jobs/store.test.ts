import { expect, test } from "vitest";
import { bind } from "./store.ts";

const dollar = (place: number) => `$${place}`;

test("named parameters become marks in the order in which they stand, each time that they stand there", () => {
  const values = { name: "job", seconds: 2, unused: 0 };
  expect(bind("SELECT :seconds * 2 WHERE name = :name AND :seconds > 1", values, dollar)).toEqual({
    text: "SELECT $1 * 2 WHERE name = $2 AND $3 > 1",
    values: [2, "job", 2],
  });
  expect(bind("SELECT :name", values, () => "?")).toEqual({ text: "SELECT ?", values: ["job"] });
});

test("a cast is no parameter, and a value of null is one", () => {
  expect(bind("SELECT result::text, :slot", { slot: null }, dollar)).toEqual({
    text: "SELECT result::text, $1",
    values: [null],
  });
});

test("a parameter without a value is refused", () => {
  expect(() => bind("SELECT :name", {}, dollar)).toThrow("the parameter name has no value");
});
