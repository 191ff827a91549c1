import { expect, test } from "vitest";
import type { HistoryEvent } from "../../../history/event.ts";
import { compareAudit } from "./compare.ts";
import type { AuditRow } from "./row.ts";

let time = 0;
function event(
  type: HistoryEvent["type"],
  operation: HistoryEvent["operation"],
  worker: string,
  more = {},
): HistoryEvent {
  time += 1;
  return { time, type, operation, worker, job: "job", ...more };
}
function done(operation: "reserve" | "clean" | "finish", worker: string, token: number): HistoryEvent[] {
  return [event("invoke", operation, worker), event("ok", operation, worker, { token, run: String(token) })];
}
function row(serial: number, state: AuditRow["state"], token: number, worker = "a"): AuditRow {
  return { serial, job: "job", state, token, worker, slot: "s", at: "t" };
}
const summaries = (events: HistoryEvent[], rows: AuditRow[]) =>
  compareAudit({ events }, rows).map(({ summary }) => summary);

test("a history and the audit of what it tells agree", () => {
  const events = [
    ...done("reserve", "a", 1),
    ...done("clean", "b", 1),
    ...done("reserve", "b", 2),
    ...done("finish", "b", 2),
  ];
  const rows = [row(1, "running", 1), row(2, "abandoned", 1), row(3, "running", 2, "b"), row(4, "settled", 2, "b")];
  expect(summaries(events, rows)).toEqual([]);
});

test("what was announced as done and is not in the audit is told", () => {
  const events = [...done("reserve", "a", 1), ...done("finish", "a", 1)];
  expect(summaries(events, [row(1, "running", 1)])).toEqual([
    "a finished the run with token 1, and the audit does not have it",
  ]);
});

test("a reservation that the audit has as another worker's is told", () => {
  expect(summaries(done("reserve", "a", 1), [row(1, "running", 1, "b")])).toEqual([
    "a reserved the run with token 1, and the audit does not have it",
    "the audit has b's run with token 1 as running, and nobody announced that",
  ]);
});

test("an order that the announced intervals do not allow is told, one that they allow is not", () => {
  const rows = [row(1, "running", 1), row(2, "settled", 1), row(3, "running", 2, "b")];
  const [early, late] = [done("reserve", "b", 2), [...done("reserve", "a", 1), ...done("finish", "a", 1)]];
  expect(summaries([...early, ...late], rows)).toEqual([
    "b reserved the run with token 2 before a began what stands before it in the audit",
  ]);
  const [begin, end] = done("reserve", "b", 2) as [HistoryEvent, HistoryEvent];
  const during = [...done("reserve", "a", 1), ...done("finish", "a", 1)];
  expect(
    summaries([{ ...begin, time: 0 }, ...during, event("ok", "reserve", "b", { token: 2, run: "2" })], rows),
  ).toEqual([]);
  expect(end.time).toBeGreaterThan(begin.time);
});

test.each([
  ["of unknown outcome", [event("invoke", "reserve", "a"), event("info", "reserve", "a")], true],
  ["that its worker did not live to tell", [event("invoke", "reserve", "a")], true],
  ["that was refused", [event("invoke", "reserve", "a"), event("fail", "reserve", "a")], false],
  ["of another worker", [event("invoke", "reserve", "b"), event("info", "reserve", "b")], false],
])("a row that nobody announced is explained by a reservation %s: %o", (_, events, isExplained) => {
  expect(summaries(events, [row(1, "running", 1)])).toHaveLength(isExplained ? 0 : 1);
});

test("one reservation of unknown outcome explains one row", () => {
  const events = [event("invoke", "reserve", "a"), event("info", "reserve", "a"), ...done("clean", "b", 1)];
  const rows = [row(1, "running", 1), row(2, "abandoned", 1), row(3, "running", 2)];
  expect(summaries(events, rows)).toEqual(["the audit has a's run with token 2 as running, and nobody announced that"]);
});

test("a finish of unknown outcome explains the end of its own run alone", () => {
  const end = event("info", "finish", "a", { token: 1, run: "1" });
  const rows = [row(1, "running", 1), row(2, "settled", 1)];
  expect(summaries([...done("reserve", "a", 1), end], rows)).toEqual([]);
  expect(summaries([...done("reserve", "a", 1), { ...end, token: 7 }], rows)).toHaveLength(1);
});

test("a token that does not grow, a job taken while another one has it, and the end of a run that did not run are told", () => {
  const events = [...done("reserve", "a", 2), ...done("reserve", "b", 3), ...done("clean", "b", 1)];
  expect(summaries(events, [row(1, "running", 2), row(2, "running", 3, "b"), row(3, "abandoned", 1, "b")])).toEqual([
    "b was given the job while a had it",
    "a run with token 1 became abandoned, and it was not the one that ran",
  ]);
  expect(
    summaries(
      [...done("reserve", "a", 2), ...done("finish", "a", 2), ...done("reserve", "b", 1)],
      [row(1, "running", 2), row(2, "settled", 2), row(3, "running", 1, "b")],
    ),
  ).toEqual(["b was given token 1 after token 2 had been given"]);
});
