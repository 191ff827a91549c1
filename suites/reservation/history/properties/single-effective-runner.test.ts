import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effect, finish, judge, type Part, reserve } from "../testing/history.ts";

const verdictOf = (...parts: readonly Part[]) => judge("single-effective-runner", parts);

describe("single effective runner", () => {
  test("is violated by an effect accepted after one of a later reservation", () => {
    const judgement = verdictOf(reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), effect("a", "1"));
    expect(judgement.verdict).toBe("violated");
    expect(judgement.violations).toEqual([
      {
        summary: "an effect of a (run 1) was accepted after one of b (run 1), which has reserved the job after it",
        events: [1, 2, 3, 4],
      },
    ]);
  });

  test("holds when that effect was refused, and counts it", () => {
    const late = effect("a", "1", { type: "fail" });
    expect(verdictOf(reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), late)).toMatchObject({
      verdict: "held",
      exercised: 2,
      measurements: { refusedEffects: 1, overlappingHandlers: 1 },
    });
  });

  test("holds when the ledger knew the late effect again and did not have it", () => {
    const late = effect("a", "1", { repeated: true });
    expect(verdictOf(reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), late).verdict).toBe("held");
  });

  test("holds when the earlier owner acted before the later one did", () => {
    const parts = [reserve("a", "1", 1), reserve("b", "1", 2), effect("a", "1"), effect("b", "1")];
    expect(verdictOf(...parts).verdict).toBe("held");
  });

  test("is violated by effects of two runs with one token", () => {
    const judgement = verdictOf(reserve("a", "1", 1), reserve("b", "1", 1), effect("a", "1"), effect("b", "1"));
    expect(judgement.violations[0]?.summary).toContain("which holds the same token");
  });

  test("goes by the order of the grants where there are no tokens", () => {
    expect(verdictOf(reserve("a", "1"), reserve("b", "1"), effect("b", "1"), effect("a", "1")).verdict).toBe(
      "violated",
    );
  });

  test("tells two runs of one worker apart", () => {
    const parts = [reserve("a", "1", 1), reserve("a", "2", 2), effect("a", "2"), effect("a", "1")];
    expect(verdictOf(...parts).verdict).toBe("violated");
  });

  test("is violated by an effect without a reservation, also where nobody knows whether it was granted", () => {
    const unknown: Part = { operation: "reserve", worker: "a", type: "info" };
    expect(verdictOf(unknown, effect("a", "1")).violations[0]?.summary).toBe("a had an effect without a reservation");
  });

  test("keeps jobs apart", () => {
    const other = { ...reserve("b", "1", 2), job: "other" };
    const otherEffect = { ...effect("b", "1"), job: "other" };
    expect(verdictOf(reserve("a", "1", 1), other, otherEffect, effect("a", "1")).verdict).toBe("not-exercised");
  });

  test("is not exercised by one run after the other", () => {
    const runs = [reserve("a", "1", 1), effect("a", "1"), finish("a", "1"), reserve("b", "1", 2), effect("b", "1")];
    expect(verdictOf(...runs)).toMatchObject({ verdict: "not-exercised", exercised: 0 });
  });

  test("is exercised by a reservation that is refused while another run is open", () => {
    const refused: Part = { operation: "reserve", type: "fail", worker: "b" };
    expect(verdictOf(reserve("a", "1", 1), refused)).toMatchObject({ verdict: "held", exercised: 1 });
  });

  test("agrees with its definition, searched through, on random histories", () => {
    const step = fc.record({
      worker: fc.constantFrom("a", "b", "c"),
      run: fc.constantFrom("1", "2"),
      token: fc.integer({ min: 1, max: 4 }),
      act: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, fenced) => {
        const granted = new Set<string>();
        const parts = steps.flatMap(({ worker, run, token, act }): Part[] => {
          if (act && granted.has(worker + run)) return [effect(worker, run)];
          if (granted.has(worker + run)) return [];
          granted.add(worker + run);
          return [reserve(worker, run, fenced ? token : undefined)];
        });
        expect(verdictOf(...parts).verdict === "violated").toBe(violatedByDefinition(parts));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** S1 word for word: some effect is accepted after an effect of another run that was not granted before it. */
function violatedByDefinition(parts: readonly Part[]): boolean {
  const grants = parts.filter((part) => part.operation === "reserve");
  const place = (part: Part) => {
    const index = grants.findIndex((grant) => grant.worker === part.worker && grant.run === part.run);
    return grants[index]?.token ?? index;
  };
  const effects = parts.filter((part) => part.operation === "effect");
  return effects.some((later, index) =>
    effects
      .slice(0, index)
      .some((earlier) => earlier.worker + earlier.run !== later.worker + later.run && place(earlier) >= place(later)),
  );
}
