import fc from "fast-check";
import { expect, test } from "vitest";
import { createBudget } from "./budget.ts";
import type { NumberTest } from "./formula.ts";
import { numberHolds } from "./holds.ts";
import { solveNumber } from "./numbers.ts";

const solve = (tests: readonly NumberTest[]) =>
  solveNumber(
    tests,
    createBudget(() => 0),
  );

test("agrees with looking at every quarter between two bounds", () => {
  const whole = fc.integer({ min: -4, max: 4 });
  const check = fc.oneof(
    fc.record({ is: fc.constantFrom("least", "most", "above", "below"), value: whole }),
    fc.record({ is: fc.constantFrom("multiple", "noMultiple"), value: fc.constantFrom(0.5, 1, 1.5, 2, 3) }),
    fc.record({ is: fc.constantFrom("in", "notIn"), values: fc.uniqueArray(whole, { minLength: 1 }) }),
  ) as fc.Arbitrary<NumberTest>;
  fc.assert(
    fc.property(fc.array(check, { maxLength: 5 }), (tests) => {
      const bounded: NumberTest[] = [...tests, { is: "least", value: -5 }, { is: "most", value: 5 }];
      const outcome = solve(bounded);
      if (outcome.kind === "sat") expect(bounded.every((each) => numberHolds(each, Number(outcome.value)))).toBe(true);
      if (outcome.kind !== "unsat") return;
      const quarters = Array.from({ length: 41 }, (_, index) => -5 + index / 4);
      expect(quarters.filter((value) => bounded.every((each) => numberHolds(each, value)))).toEqual([]);
    }),
  );
});

test("finds the one multiple that is left, and sees that none is", () => {
  const tests: NumberTest[] = [
    { is: "multiple", value: 0.1 },
    { is: "above", value: 0.2 },
    { is: "below", value: 0.4 },
  ];
  expect(solve(tests)).toEqual({ kind: "sat", value: 0.3 });
  expect(solve([...tests, { is: "noMultiple", value: 0.3 }])).toEqual({ kind: "unsat" });
});
