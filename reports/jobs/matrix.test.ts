import { expect, test } from "vitest";
import type { CaseRecord } from "../model.ts";
import { type SampleJobCase, sampleJobCase } from "../testing/sample-job.ts";
import { conditionOf, jobMatrices } from "./matrix.ts";

const recordOf = (one: SampleJobCase): CaseRecord => ({ ...one, overall: one.verdict, durationMilliseconds: 1 });
const runner = "single-effective-runner";

test("cases of one fault are told together: the worst verdict, the sums, and the case that says the worst", () => {
  const [matrix, ...more] = jobMatrices([sampleJobCase({ fenced: true }), sampleJobCase()].map(recordOf));
  expect(more).toEqual([]);
  expect(matrix?.title).toBe("sql on postgres 18");
  expect(matrix?.faults).toEqual(["stop-and-resume"]);
  const cell = matrix?.cell(runner, "stop-and-resume");
  const parts = matrix?.cases.map((one) => one.cell(runner));
  expect(cell).toMatchObject({ verdict: "fail", violated: 1, cases: 2, worst: 1 });
  expect(cell?.exercised).toBe((parts?.[0]?.exercised ?? 0) + (parts?.[1]?.exercised ?? 0));
});

test("another target or another database has a matrix of its own; a case without a record has none", () => {
  const other = sampleJobCase();
  other.job.database = "mariadb 10";
  const { job: _job, ...without } = recordOf(sampleJobCase());
  expect(jobMatrices([recordOf(sampleJobCase()), recordOf(other), without]).map(({ title }) => title)).toEqual([
    "sql on postgres 18",
    "sql on mariadb 10",
  ]);
});

test("what was not put to the test is inconclusive where the fault should have done it, as its finding says", () => {
  const one = sampleJobCase({ fenced: true });
  const [matrix] = jobMatrices([recordOf(one)]);
  expect(matrix?.cell("clock-tolerance", "stop-and-resume")?.verdict).toBe("skipped");
  const findings = one.findings.map((finding) =>
    finding.operation === "clock-tolerance" ? { ...finding, verdict: "inconclusive" as const } : finding,
  );
  const [again] = jobMatrices([{ ...recordOf(one), findings }]);
  expect(again?.cell("clock-tolerance", "stop-and-resume")?.verdict).toBe("inconclusive");
});

test("a fault at one point is named with it", () => {
  const { job } = sampleJobCase();
  expect(conditionOf(job)).toBe("stop-and-resume");
  expect(conditionOf({ ...job, points: [{ name: "after-check:send", event: 7 }] })).toBe(
    "stop-and-resume, after-check:send",
  );
});
