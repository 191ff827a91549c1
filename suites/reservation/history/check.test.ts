import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkHistory } from "./check.ts";
import { type History, type HistoryEvent, historyFormat } from "./event.ts";
import { explain } from "./explain.ts";
import type { Judgement, Property } from "./judgement.ts";

const bound = 1_000;
type Part = Partial<HistoryEvent> & Pick<HistoryEvent, "operation" | "worker">;

/** A history of one job; events come one millisecond after the other unless they say when. */
function historyOf(...parts: readonly Part[]): History {
  let time = 0;
  const events = parts.map((part): HistoryEvent => {
    time = part.time ?? time + 1;
    return { type: "ok", job: "job", ...part, time };
  });
  const startedAt = "2026-01-01T00:00:00.000Z";
  return {
    header: { format: historyFormat, startedAt, target: "test", takeoverBoundMilliseconds: bound },
    events,
  };
}

const reserve = (worker: string, run: string, token?: number): Part => ({
  operation: "reserve",
  worker,
  run,
  ...(token === undefined ? {} : { token }),
});
const effect = (worker: string, run: string, type: "ok" | "fail" = "ok"): Part => ({
  operation: "effect",
  worker,
  run,
  type,
  milestone: "send",
});
const finish = (worker: string, run: string): Part => ({ operation: "finish", worker, run });
const fault = (worker: string, kind: "stopped" | "resumed" | "killed", time?: number): Part => ({
  operation: "fault",
  type: "info",
  worker,
  fault: kind,
  ...(time === undefined ? {} : { time }),
});

function judge(property: Property, ...parts: readonly Part[]): Judgement {
  const judgement = checkHistory(historyOf(...parts)).find((candidate) => candidate.property === property);
  if (judgement === undefined) throw new Error(`nothing judged ${property}`);
  return judgement;
}

describe("single effective runner", () => {
  const property = "single-effective-runner";

  test("is violated by an effect accepted after one of a later reservation", () => {
    const judgement = judge(property, reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), effect("a", "1"));
    expect(judgement.verdict).toBe("violated");
    expect(judgement.violations).toEqual([
      {
        summary: "an effect of a (run 1) was accepted after one of b (run 1), which has reserved the job after it",
        events: [1, 2, 3, 4],
      },
    ]);
  });

  test("holds when that effect was refused, and counts it", () => {
    const late = effect("a", "1", "fail");
    const judgement = judge(property, reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), late);
    expect(judgement).toMatchObject({
      verdict: "held",
      exercised: 2,
      measurements: { refusedEffects: 1, overlappingHandlers: 1 },
    });
  });

  test("holds when the earlier owner acted before the later one did", () => {
    const judgement = judge(property, reserve("a", "1", 1), reserve("b", "1", 2), effect("a", "1"), effect("b", "1"));
    expect(judgement.verdict).toBe("held");
  });

  test("is violated by effects of two runs with one token", () => {
    const judgement = judge(property, reserve("a", "1", 1), reserve("b", "1", 1), effect("a", "1"), effect("b", "1"));
    expect(judgement.violations[0]?.summary).toContain("which holds the same token");
  });

  test("goes by the order of the grants where there are no tokens", () => {
    const judgement = judge(property, reserve("a", "1"), reserve("b", "1"), effect("b", "1"), effect("a", "1"));
    expect(judgement.verdict).toBe("violated");
  });

  test("tells two runs of one worker apart", () => {
    const judgement = judge(property, reserve("a", "1", 1), reserve("a", "2", 2), effect("a", "2"), effect("a", "1"));
    expect(judgement.verdict).toBe("violated");
  });

  test("is violated by an effect without a reservation", () => {
    expect(judge(property, effect("a", "1")).violations[0]?.summary).toBe("a had an effect without a reservation");
  });

  test("keeps jobs apart", () => {
    const other = { ...reserve("b", "1", 2), job: "other" };
    const judgement = judge(
      property,
      reserve("a", "1", 1),
      other,
      { ...effect("b", "1"), job: "other" },
      effect("a", "1"),
    );
    expect(judgement.verdict).toBe("not-exercised");
  });

  test("is not exercised by one run after the other", () => {
    const runs = [reserve("a", "1", 1), effect("a", "1"), finish("a", "1"), reserve("b", "1", 2), effect("b", "1")];
    expect(judge(property, ...runs)).toMatchObject({ verdict: "not-exercised", exercised: 0 });
  });

  test("is exercised by a reservation that is refused while another run is open", () => {
    const refused: Part = { operation: "reserve", type: "fail", worker: "b" };
    expect(judge(property, reserve("a", "1", 1), refused)).toMatchObject({ verdict: "held", exercised: 1 });
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
        const { verdict } = judge("single-effective-runner", ...parts);
        expect(verdict === "violated").toBe(violatedByDefinition(parts));
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

describe("progress", () => {
  const property = "progress";

  test("holds when another worker reserves within the bound after the owner was killed", () => {
    const after = { ...reserve("b", "1", 2), time: 900 };
    expect(judge(property, reserve("a", "1", 1), fault("a", "killed", 100), after)).toMatchObject({
      verdict: "held",
      exercised: 1,
      measurements: { longestTakeoverMilliseconds: 800 },
    });
  });

  test("is violated when somebody reserves only after the bound", () => {
    const after = { ...reserve("b", "1", 2), time: 1_200 };
    const judgement = judge(property, reserve("a", "1", 1), fault("a", "killed", 100), after);
    expect(judgement.violations[0]).toMatchObject({ events: [1, 2, 3] });
  });

  test("is violated when nobody reserves until the end, and the bound is over", () => {
    const looking: Part = { operation: "clean", worker: "b", time: 1_200 };
    expect(judge(property, reserve("a", "1", 1), fault("a", "stopped", 100), looking).verdict).toBe("violated");
  });

  test("is not exercised when the history ends before the bound", () => {
    const looking: Part = { operation: "clean", worker: "b", time: 500 };
    expect(judge(property, reserve("a", "1", 1), fault("a", "killed", 100), looking).verdict).toBe("not-exercised");
  });

  test("is not exercised when the owner was resumed in time", () => {
    const parts = [reserve("a", "1", 1), fault("a", "stopped", 100), fault("a", "resumed", 200)];
    expect(judge(property, ...parts, { operation: "clean", worker: "b", time: 5_000 }).verdict).toBe("not-exercised");
  });

  test("does not wait for a worker that owned nothing", () => {
    const parts = [reserve("a", "1", 1), finish("a", "1"), fault("a", "killed", 100)];
    expect(judge(property, ...parts, { operation: "clean", worker: "b", time: 5_000 }).verdict).toBe("not-exercised");
  });
});

test("a violation is told in at most eight sentences that cite their events", () => {
  const check: Part = { operation: "check", worker: "a", run: "1", milestone: "send" };
  const history = historyOf(
    reserve("a", "1", 1),
    check,
    fault("a", "stopped"),
    reserve("b", "1", 2),
    effect("b", "1"),
    fault("a", "resumed"),
    effect("a", "1"),
  );
  const violation = checkHistory(history)[0]?.violations[0];
  if (violation === undefined) throw new Error("no violation");
  expect(explain(history, violation)).toEqual([
    "#1, at 0.001 s: a reserved job with token 1.",
    '#2, at 0.002 s: a was told that it owns job, and went on to "send".',
    "#3, at 0.003 s: the harness stopped (SIGSTOP) a.",
    "#4, at 0.004 s: b reserved job with token 2.",
    '#5, at 0.005 s: the ledger accepted the effect "send" of b without a token.',
    "#6, at 0.006 s: the harness resumed (SIGCONT) a.",
    '#7, at 0.007 s: the ledger accepted the effect "send" of a without a token.',
    "So an effect of a (run 1) was accepted after one of b (run 1), which has reserved the job after it.",
  ]);
});
