import { expect, test } from "vitest";
import { measureInTurn, quantile, summarise } from "./samples.ts";

test("contenders take turns, and warm-up does not count", async () => {
  const order: string[] = [];
  const contender = (name: string, figures: number[]) => ({
    name,
    measure: async () => {
      order.push(name);
      return figures.shift() ?? 0;
    },
  });
  const contenders = [contender("one", [99, 3, 1, 2]), contender("other", [99, 30, 10, 20])];
  const samples = await measureInTurn(contenders, { warmUps: 1, repetitions: 3, budgetMilliseconds: 10_000 });
  expect(order.slice(0, 4)).toEqual(["one", "other", "one", "other"]);
  expect(samples).toEqual([
    { count: 3, minimum: 1, median: 2, maximum: 3 },
    { count: 3, minimum: 10, median: 20, maximum: 30 },
  ]);
});

test("one turn counts, however little time there is", async () => {
  const contender = { name: "one", measure: async () => 5 };
  const [samples] = await measureInTurn([contender], { warmUps: 0, repetitions: 9, budgetMilliseconds: -1 });
  expect(samples).toEqual(summarise([5]));
});

test("a quantile is a figure that was measured", () => {
  expect([0, 0.5, 0.95, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 2, 4, 4]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
