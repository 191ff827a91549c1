import { expect, test } from "vitest";
import { columnsOf } from "./columns.ts";
import type { HistoryEvent } from "./event.ts";
import { createTracker } from "./track.ts";

test("each event has its own job and worker, however many there are and whatever they are named alike", () => {
  const names = Array.from({ length: 100 }, (_, number) => String(number));
  const events = names.flatMap((job) =>
    names.map((worker): HistoryEvent => ({ time: 0, type: "invoke", operation: "look", job, worker })),
  );
  const columns = columnsOf(events);
  const tracker = createTracker();
  const seen = () =>
    events.map((_, index) => {
      const { job, worker } = tracker.observe(columns, index);
      expect([job.name, worker.name]).toEqual([columns.job[index], columns.worker[index]]);
      expect(worker.job).toBe(job);
      return worker;
    });

  const first = seen();
  const again = seen();

  expect(new Set(first).size).toBe(events.length);
  expect(again.every((worker, index) => worker === first[index])).toBe(true);
  expect([...tracker.jobs()].length).toBe(names.length);
});
