import { expect, test } from "vitest";
import { checkHistory } from "./check.ts";
import { explain } from "./explain.ts";
import { check, effect, fault, historyOf, reserve } from "./testing/history.ts";

test("a violation is told in at most eight sentences that cite their events", () => {
  const { judgements, excerpt } = checkHistory(
    historyOf([
      reserve("a", "1"),
      check("a", "1"),
      fault("a", "stopped"),
      reserve("b", "1"),
      check("b", "1"),
      effect("b", "1"),
      fault("a", "resumed"),
      effect("a", "1"),
    ]),
  );
  const violation = judgements[0]?.violations[0];
  if (violation === undefined) throw new Error("no violation");
  expect(explain(excerpt, violation)).toEqual([
    "#1, at 0.001 s: a reserved job without a token.",
    '#2, at 0.002 s: a was told that it owns job, and went on to "send".',
    "#3, at 0.003 s: a was stopped by the harness (SIGSTOP).",
    "#4, at 0.004 s: b reserved job without a token.",
    '#6, at 0.006 s: the ledger accepted the effect "send" of b without a token.',
    "#7, at 0.007 s: a was resumed by the harness (SIGCONT).",
    '#8, at 0.008 s: the ledger accepted the effect "send" of a without a token.',
    "So an effect of a (run 1) was accepted after one of b (run 1), which has reserved the job after it.",
  ]);
});
