import type { HistoryEvent } from "../history/event.ts";

/** Tells when each operation was begun. */
export interface Pending {
  /** To be called for each event in order: the number of the event by which its operation was begun. */
  begun(event: HistoryEvent, number: number): number;
}

/**
 * Starts with nothing begun. Where a worker has several operations of a kind under way, an answer belongs to the oldest; an
 * answer without an announcement is taken as a moment.
 */
export function createPending(): Pending {
  const begun = new Map<string, number[]>();
  return {
    begun(event, number) {
      const { worker, job, operation, run } = event;
      // A reservation gets its name with the answer.
      const name = JSON.stringify([worker, job, operation, operation === "reserve" ? undefined : run]);
      const waiting = begun.get(name) ?? [];
      begun.set(name, waiting);
      if (event.type !== "invoke") return waiting.shift() ?? number;
      waiting.push(number);
      return number;
    },
  };
}
