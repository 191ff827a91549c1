import { expect, test } from "vitest";
import type { Event } from "../contracts/index.ts";
import { createCollector, type Report } from "./model.ts";
import { sampleRun } from "./testing/sample-run.ts";

function collect(events: readonly Event[]): Report {
  const collector = createCollector();
  for (const event of events) collector.add(event);
  return collector.report();
}

const passed = { case: { id: "verify/carts/json-only" } };

test("a case whose clean-up failed counts as failed, and keeps its own verdict", () => {
  const report = collect(sampleRun({ cases: [{ ...passed, cleanup: { verdict: "fail", message: "left" } }] }));
  expect(report.cases[0]).toMatchObject({ verdict: "pass", overall: "fail" });
  expect(report).toMatchObject({ verdict: "fail", counts: { pass: 0, fail: 1 } });
});

test("a killed run is inconclusive, and so is the case that was running", () => {
  const events = sampleRun({ cases: [passed, { case: { id: "verify/carts/data-only" } }] });
  const killed = collect(events.slice(0, events.findLastIndex((event) => event.type === "case-started") + 1));
  expect(killed.cases.map((one) => one.overall)).toEqual(["pass", "inconclusive"]);
  expect(killed.verdict).toBe("inconclusive");
  expect(killed.runs[0]?.durationMilliseconds).toBeGreaterThan(0);
});

test("a run that was killed between two cases does not pass either", () => {
  const report = collect(sampleRun({ cases: [passed], finished: false }));
  expect(report.verdict).toBe("inconclusive");
});

test("the same case from two locations is two cases", () => {
  const here = (location: string) => ({ case: { ...passed.case, location } });
  const [started, one, , , two] = sampleRun({ cases: [here("dc1"), here("dc2")] }) as [
    Event,
    Event,
    Event,
    Event,
    Event,
  ];
  expect(collect([started, one, two]).cases.map((record) => record.case.location)).toEqual(["dc1", "dc2"]);
});

test("several runs become one report", () => {
  const first = sampleRun({ command: "verify carts", cases: [passed], finished: false });
  const second = sampleRun({ command: "run", cases: [{ ...passed, verdict: "fail" }] });
  const report = collect([...first, ...second]);
  expect(report.runs.map((run) => [run.command, run.verdict])).toEqual([
    ["verify carts", "inconclusive"],
    ["run", "fail"],
  ]);
  expect(report.cases).toHaveLength(2);
  expect(report.verdict).toBe("fail");
});

test("a log that does not begin with a run is damaged", () => {
  expect(() => collect(sampleRun().slice(1))).toThrow(/damaged/);
});
