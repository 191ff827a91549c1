import type { JobTimeline } from "../../../../contracts/index.ts";
import type { HistoryEvent } from "../event.ts";
import { sentence } from "../explain.ts";

/** The part of a timeline that holds its events. */
type EventColumns = Pick<
  JobTimeline,
  "number" | "time" | "kind" | "actor" | "sentence" | "kinds" | "actors" | "sentences"
>;

/** The events of these numbers by column; what many events share is written once. */
export function encodeEvents(events: readonly HistoryEvent[], numbers: readonly number[]): EventColumns {
  const kinds = createTable<JobTimeline["kinds"][number]>();
  const actors = createTable<JobTimeline["actors"][number]>();
  const sentences = createTable<string>();
  const columns: Pick<EventColumns, "number" | "time" | "kind" | "actor" | "sentence"> = {
    number: [...numbers],
    time: [],
    kind: [],
    actor: [],
    sentence: [],
  };
  for (const number of numbers) {
    const event = events[number - 1] as HistoryEvent;
    const { time, type, operation, milestone, outcome, repeated, fault, ...actor } = event;
    columns.time.push(Math.round(time * 1000) / 1000);
    columns.kind.push(kinds.place({ type, operation, milestone, outcome, repeated, fault }));
    columns.actor.push(actors.place(actor));
    columns.sentence.push(sentences.place(sentence(event)));
  }
  return { ...columns, kinds: kinds.entries, actors: actors.entries, sentences: sentences.entries };
}

/** Values that are kept once each, by place. */
function createTable<T>(): { readonly entries: T[]; place(value: T): number } {
  const entries: T[] = [];
  const places = new Map<string, number>();
  return {
    entries,
    place(value) {
      const key = JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, entries.length);
      return entries.push(value) - 1;
    },
  };
}
