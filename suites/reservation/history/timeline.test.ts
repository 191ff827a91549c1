import { expect, test } from "vitest";
import { type JobRecord, jobRecordSchema } from "../../../contracts/index.ts";
import { checkHistory } from "./check.ts";
import type { History, HistoryEvent } from "./event.ts";
import {
  begun,
  boundMilliseconds,
  check,
  effect,
  fault,
  finish,
  historyOf,
  of,
  type Part,
  reserve,
} from "./testing/history.ts";
import { jobRecordOf } from "./timeline.ts";

function recordOf(parts: readonly Part[]): JobRecord {
  const history = historyOf(parts, { fault: "stop-and-resume", seed: 5, database: "postgres 15" });
  return jobRecordOf(history, checkHistory(history));
}

/** The events that a timeline holds, as a reader puts them together. */
function eventsOf({ timeline }: JobRecord): unknown[] {
  if (timeline === undefined) throw new Error("there is no timeline");
  return timeline.time.map((time, index) =>
    JSON.parse(
      JSON.stringify({
        time,
        ...timeline.kinds[timeline.kind[index] as number],
        ...timeline.actors[timeline.actor[index] as number],
      }),
    ),
  );
}

/** w1 is stopped, w2 takes over and acts, w1 acts late. */
const zombie: readonly Part[] = [
  reserve("w1", "1", 1, { slot: "s" }),
  check("w1", "1"),
  fault("w1", "stopped", 100),
  { ...begun(reserve("w2", "")), run: undefined, time: 700 },
  reserve("w2", "1", 2, { slot: "s", time: 710 }),
  check("w2", "1"),
  effect("w2", "1", { token: 2, slot: "s" }),
  fault("w1", "resumed", 800),
  effect("w1", "1", { token: 1, slot: "s" }),
  of("heartbeat", "w1", "1"),
  finish("w2", "1", { slot: "s" }),
].map(({ run, ...part }) => (run === undefined ? part : { ...part, run }) as Part);

test("tells what ran, and what was judged, with the events that tell the first violation", () => {
  const record = recordOf(zombie);
  expect(record).toMatchObject({ target: "test", fault: "stop-and-resume", seed: 5, database: "postgres 15" });
  const judged = record.judgements.find(({ property }) => property === "single-effective-runner");
  expect(judged).toMatchObject({ verdict: "violated", violated: 1 });
  expect(judged?.events).toEqual(expect.arrayContaining([1, 3, 5, 7, 8, 9]));
  expect(jobRecordSchema.safeParse(record).error).toBeUndefined();
});

test("a lease ends when a later one is granted, and its worker is followed until it was last heard of", () => {
  expect(recordOf(zombie).timeline?.leases).toEqual([
    { worker: "w1", job: "job", run: "1", token: 1, from: 1, to: 710, end: "superseded", last: 802 },
    { worker: "w2", job: "job", run: "1", token: 2, from: 710, to: 803, end: "finished", last: 803 },
  ]);
});

test("a dead worker owns its run until it is cleaned; a refused one gives it up", () => {
  const { timeline } = recordOf([
    reserve("w1", "1", 1),
    fault("w1", "killed", 10),
    { operation: "clean", worker: "w2", token: 1, time: 600 },
    reserve("w2", "1", 2, { time: 610 }),
    of("milestone", "w2", "1", { type: "fail", time: 620 }),
    reserve("w3", "1", 3, { time: 700 }),
  ]);
  expect(timeline?.leases.map(({ worker, to, end }) => [worker, to, end])).toEqual([
    ["w1", 600, "cleaned"],
    ["w2", 620, "given-up"],
    ["w3", undefined, undefined],
  ]);
});

test("each breach that the checker counts is an event of the timeline", () => {
  const { judgements, timeline } = recordOf(zombie);
  const marked = Map.groupBy(timeline?.breaches ?? [], ({ property }) => property);
  const counted = judgements.flatMap(({ property, violated }) => (violated > 0 ? [[property, violated] as const] : []));
  const drawn = [...marked].map(([property, breaches]) => [property, breaches.length] as const);
  expect(new Map<string, number>(drawn)).toEqual(new Map<string, number>(counted));
  expect(marked.get("no-zombie-write")).toEqual([{ number: 10, property: "no-zombie-write" }]);
});

test("takeovers are those that the verdict on progress measures", () => {
  const { takeovers } = recordOf(zombie);
  expect(takeovers).toEqual({ milliseconds: [610], boundMilliseconds });
});

test("disturbances last until they are undone; an outage of the store concerns all workers", () => {
  const { timeline } = recordOf([
    reserve("w1", "1", 1),
    fault("w1", "stopped", 10),
    fault("postgres", "store-down", 20),
    fault("w1", "killed", 30),
    fault("postgres", "store-up", 40),
    fault("w2", "skewed", 50),
    fault("w2", "commit-lost", 60),
  ]);
  expect(timeline?.disturbances).toEqual([
    { fault: "stopped", worker: "w1", from: 10, to: 30 },
    { fault: "store-down", from: 20, to: 40 },
    { fault: "killed", worker: "w1", from: 30 },
    { fault: "skewed", worker: "w2", from: 50 },
  ]);
});

test("a short history can be put together again from its timeline", () => {
  const { events } = historyOf(zombie);
  expect(eventsOf(recordOf(zombie))).toEqual(events.map((event) => JSON.parse(JSON.stringify(event))));
});

test("of a long history, what is cited and what was done to workers stay, and what is near; the rest is counted", () => {
  const { header, events } = historyOf(zombie);
  const poll = (time: number): HistoryEvent => ({ time, type: "fail", operation: "reserve", worker: "w3", job: "job" });
  const before = Array.from({ length: 10_000 }, (_, index) => poll(index / 1000));
  const after = Array.from({ length: 10_000 }, (_, index) => poll(2000 + index / 1000));
  const moved = events.map((event) => ({ ...event, time: event.time + 100 }));
  const long: History = { header, events: [...before, ...moved, ...after] };
  const { timeline, judgements } = jobRecordOf(long, checkHistory(long));
  expect(timeline?.events).toBe(20_011);
  expect(timeline?.number).toHaveLength(2_000);
  const cited = judgements.flatMap((judgement) => judgement.events ?? []);
  expect(cited.length).toBeGreaterThan(0);
  expect(timeline?.number).toEqual(expect.arrayContaining(cited));
  expect(timeline?.number[0]).toBeGreaterThan(8_000);
  expect(timeline?.number.at(-1)).toBeLessThan(12_000);
  expect(JSON.stringify(timeline).length).toBeLessThan(100_000);
});

test("a history without events gives a record without any", () => {
  const { timeline, takeovers } = recordOf([]);
  expect(timeline).toMatchObject({ events: 0, number: [], leases: [] });
  expect(takeovers.milliseconds).toEqual([]);
});
