import { expect, test } from "vitest";
import { createCollector } from "../model.ts";
import { sampleJobCase } from "../testing/sample-job.ts";
import { sampleRun } from "../testing/sample-run.ts";
import { renderJson } from "./json.ts";

test("a job's record stands in its case, without the events, which the history file and the event log hold", () => {
  const collector = createCollector();
  for (const event of sampleRun({ cases: [sampleJobCase()] })) collector.add(event);
  const [one] = JSON.parse(renderJson(collector.report())).cases;
  expect(one.job).toMatchObject({
    target: "sql",
    fault: "stop-and-resume",
    history: ".tercet/jobs/sql-stop-and-resume-1807.ndjson",
    takeovers: { milliseconds: [929], boundMilliseconds: 1000 },
  });
  expect(one.job.judgements).toHaveLength(10);
  expect(one.job.timeline).toBeUndefined();
});
