import { expect, test } from "vitest";
import { checkHistory } from "../../reservation/history/check.ts";
import { type HistoryEvent, historyEventSchema, historyHeaderSchema } from "../../reservation/history/event.ts";
import { simulate, simulatedHeader } from "./simulate.ts";

function first(events: number, faulty: boolean): HistoryEvent[] {
  return simulate({ jobs: 3, workers: 3, faulty, seed: 1 }).take(events).toArray();
}

test("a history without a mistake holds in all that it exercises, and exercises what a lock can break", () => {
  const events = first(50_000, false);
  expect(historyHeaderSchema.safeParse(simulatedHeader).success).toBe(true);
  expect(events.every((event) => historyEventSchema.safeParse(event).success)).toBe(true);
  const { judgements } = checkHistory({ header: simulatedHeader, events });
  const unexercised = judgements.filter(({ verdict }) => verdict !== "held").map(({ property }) => property);
  expect(unexercised).toEqual(["clock-tolerance"]);
});

test("with the mistake, an owner of the past is heard, and nothing else breaks", () => {
  const { judgements } = checkHistory({ header: simulatedHeader, events: first(50_000, true) });
  const violated = judgements.filter(({ verdict }) => verdict === "violated").map(({ property }) => property);
  expect(violated).toEqual(["no-zombie-write"]);
});
