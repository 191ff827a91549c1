import type { HistoryEvent } from "../../../history/event.ts";

/** An operation that changes a job's row, as its worker announced it. */
export interface Announced {
  readonly job: string;
  /** The state that it leaves the row in. */
  readonly state: "settled" | "running" | "abandoned";
  readonly worker: string;
  /** Of the run; undefined where its worker does not know it: of a reservation or a cleaning of unknown outcome. */
  readonly token: number | undefined;
  /** Milliseconds since the start; infinite where no answer came: it may take effect at any time. */
  readonly begun: number;
  readonly answered: number;
  /** The number of the event that tells its outcome, or that it began. */
  readonly event: number;
  /** True where its worker was told that it was done. */
  readonly isKnown: boolean;
}

/** Every reservation, cleaning and finish of a history that was done, or may have been. */
export function announcedIn(events: readonly HistoryEvent[]): readonly Announced[] {
  const all: Announced[] = [];
  const pending = new Map<string, { event: HistoryEvent; number: number; isAnswered: boolean }>();
  const leave = (key: string) => {
    const open = pending.get(key);
    pending.delete(key);
    if (open !== undefined && !open.isAnswered) all.push(unknown(open.event, open.event.time, open.number));
  };
  for (const [index, event] of events.entries()) {
    if (event.operation !== "reserve" && event.operation !== "clean" && event.operation !== "finish") continue;
    const number = index + 1;
    const key = [event.job, event.worker, event.operation].join("\n");
    if (event.type === "invoke") {
      leave(key);
      pending.set(key, { event, number, isAnswered: false });
      continue;
    }
    const open = pending.get(key);
    if (open !== undefined) open.isAnswered = true;
    const begun = open?.event.time ?? event.time;
    if (event.type === "info") all.push(unknown(event, begun, number));
    // Without a token it is a search that found no run to clean, or a run that the audit cannot know again.
    if (event.type === "ok" && event.token !== undefined) {
      all.push({ ...unknown(event, begun, number), token: event.token, answered: event.time, isKnown: true });
    }
  }
  for (const key of pending.keys()) leave(key);
  return all;
}

function unknown(event: HistoryEvent, begun: number, number: number): Announced {
  const { job, worker, operation } = event;
  const token = operation === "finish" ? event.token : undefined;
  const answered = Number.POSITIVE_INFINITY;
  return { job, state: stateAfter(event), worker, token, begun, answered, event: number, isKnown: false };
}

function stateAfter({ operation, outcome }: HistoryEvent): Announced["state"] {
  if (operation === "reserve") return "running";
  return operation === "clean" || outcome === "abandoned" ? "abandoned" : "settled";
}
