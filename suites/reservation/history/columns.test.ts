import { expect, test } from "vitest";
import { checkHistory, createHistoryChecker } from "./check.ts";
import { createColumns } from "./columns.ts";
import { type EventType, eventTypes, type Operation, operations } from "./event.ts";
import { effect, historyOf, reserve } from "./testing/history.ts";

test("columns that were filled by hand, with numbers of one's own for texts, say the same as the events", () => {
  const history = historyOf([reserve("a", "1", 1), reserve("b", "1", 2), effect("b", "1"), effect("a", "1")]);
  const columns = createColumns(4);
  const [a, b, job, run, send] = [1, 2, 1, 1, 1];
  const rows: [EventType, Operation, worker: number, token: number, milestone: number][] = [
    ["ok", "reserve", a, 1, 0],
    ["ok", "reserve", b, 2, 0],
    ["ok", "effect", b, -1, send],
    ["ok", "effect", a, -1, send],
  ];
  for (const [index, [type, operation, worker, token, milestone]] of rows.entries()) {
    columns.time[index] = index + 1;
    columns.type[index] = eventTypes.indexOf(type);
    columns.operation[index] = operations.indexOf(operation);
    columns.worker[index] = worker;
    columns.job[index] = job;
    columns.run[index] = run;
    columns.token[index] = token;
    columns.milestone[index] = milestone;
    columns.length++;
  }
  const checker = createHistoryChecker(history.header);
  checker.observe(columns);
  const judgements = checker.judgements((number) => history.events[number - 1]);
  expect(judgements).toEqual(checkHistory(history).judgements);
  expect(judgements.find(({ property }) => property === "single-effective-runner")?.verdict).toBe("violated");
});
