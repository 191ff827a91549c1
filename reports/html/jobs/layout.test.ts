import { expect, test } from "vitest";
import type { JobTimeline } from "../../../contracts/index.ts";
import { type SampleHistory, sampleJobCase } from "../../testing/sample-job.ts";
import { layoutTimeline, type TimelineView } from "./layout.ts";
import { chooseMarks } from "./marks.ts";
import { timeScale } from "./scale.ts";

function timelineOf(options: SampleHistory = {}): JobTimeline {
  const { timeline } = sampleJobCase(options).job;
  if (timeline === undefined) throw new Error("there is no timeline");
  return timeline;
}

const layout = (timeline: JobTimeline, view: Partial<TimelineView> = {}) =>
  layoutTimeline(
    timeline,
    { from: 0, to: 1500, width: 1000, cited: [], stretched: false, ...view },
    { timeScale, chooseMarks },
  );

test("each worker has a lane, in the order of names, with its leases in the colours and names of their tokens", () => {
  const { lanes, bars } = layout(timelineOf());
  expect(lanes.map(({ name }) => name)).toEqual(["w1", "w2"]);
  expect(bars.map(({ label }) => label)).toEqual(["token 4", "token 5"]);
  expect(new Set(bars.map(({ hue }) => hue)).size).toBe(2);
  expect(bars[0]?.y).toBeLessThan(bars[1]?.y ?? 0);
  expect(bars[0]?.text).toBe("w1 owned job as run 1, token 4, from 0.100 s until 1.250 s (cleaned)");
});

test("a worker that acts after it lost its run is followed beyond its lease", () => {
  const { bars } = layout(timelineOf());
  const [lost, kept] = bars;
  expect(lost?.tail).toBeGreaterThan((lost?.x ?? 0) + (lost?.width ?? 0));
  expect(kept?.tail).toBe(0);
});

test("a stopped worker has a band from stop to resume, an outage of the store one in every lane", () => {
  const timeline = timelineOf();
  const outage = { fault: "store-down", from: 300, to: 400 };
  const { bands, lanes } = layout({ ...timeline, disturbances: [...timeline.disturbances, outage] });
  expect(bands.map(({ fault, top }) => [fault, top])).toEqual([
    ["stopped", lanes[0]?.top],
    ["store-down", lanes[0]?.top],
    ["store-down", lanes[1]?.top],
  ]);
});

test("effects and writes that break a property say so; the mere beginning of an operation is drawn where it is cited", () => {
  const timeline = timelineOf();
  const broken = layout(timeline).marks.filter(({ breaks }) => breaks.length > 0);
  expect(broken.map(({ shape, state }) => [shape, state])).toEqual([
    ["effect", "ok"],
    ["beat", "ok"],
  ]);
  expect(broken[1]?.text).toMatch(/^#\d+, 1\.350 s: w1 did give a sign of life for job; against no-zombie-write$/);
  expect(layout(timeline).marks.map(({ number }) => number)).not.toContain(1);
  expect(layout(timeline, { cited: [1] }).marks.map(({ number }) => number)).toContain(1);
});

test("what is cited has its number over it, where there is room; no number lies over another", () => {
  const timeline = timelineOf();
  expect(layout(timeline, { cited: timeline.number, stretched: true }).labels).toHaveLength(timeline.number.length);
  const { labels } = layout(timeline, { cited: timeline.number, to: 20_000 });
  expect(labels.length).toBeLessThan(timeline.number.length);
  const rows = Map.groupBy(labels, ({ y }) => y);
  for (const row of rows.values()) {
    const places = row.map(({ x }) => x).toSorted((a, b) => a - b);
    for (const [index, x] of places.slice(1).entries()) expect(x - (places[index] as number)).toBeGreaterThan(10);
  }
});

test("ten thousand events give as many marks as fit side by side, and the others are counted", () => {
  const number = Array.from({ length: 10_000 }, (_, index) => index + 1);
  const timeline = timelineOf();
  const refused = timeline.kinds.findIndex(({ operation, type }) => operation === "reserve" && type === "fail");
  const many = {
    ...timeline,
    events: 10_000,
    number,
    time: number.map((one) => one / 7),
    kind: number.map(() => refused),
    actor: number.map((one) => one % timeline.actors.length),
    sentence: number.map(() => 0),
  };
  const { marks, eventsLeft } = layout(many, { cited: [5_000] });
  expect(marks.length).toBeLessThan(600);
  expect(marks.length + eventsLeft).toBe(10_000);
  expect(marks.map((mark) => mark.number)).toContain(5_000);
});

test("where events were left out of the timeline, there is a gap", () => {
  const timeline = timelineOf();
  const events = timeline.events + 100;
  expect(layout(timeline).gaps).toEqual([]);
  expect(layout({ ...timeline, events }).gaps).toHaveLength(1);
  const later = timeline.number.map((number) => number + 100);
  expect(layout({ ...timeline, events, number: later }).gaps[0]?.x).toBe(10);
});

test("more workers than there is room for are counted; those that tell most are drawn", () => {
  const timeline = timelineOf();
  const crowd = Array.from({ length: 30 }, (_, index) => ({ worker: `x${index}`, job: "job", run: "1" }));
  const leases = crowd.map((one) => ({ ...one, from: 10, to: 20, last: 20 }));
  const { lanes, lanesLeft } = layout({ ...timeline, leases: [...timeline.leases, ...leases] });
  expect(lanes).toHaveLength(12);
  expect(lanesLeft).toBe(20);
  expect(lanes.map(({ name }) => name)).toEqual(expect.arrayContaining(["w1", "w2"]));
});

test("two jobs of one worker have a lane each", () => {
  const timeline = timelineOf();
  const [actor] = timeline.actors;
  const second = { ...timeline, actors: [{ ...actor, job: "other" }, ...timeline.actors.slice(1)] } as JobTimeline;
  expect(layout(second).lanes.map(({ name }) => name)).toContain("w1, other");
});
