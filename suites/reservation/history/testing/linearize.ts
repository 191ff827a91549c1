import type { HistoryEvent } from "../event.ts";
import type { Part } from "./history.ts";

/** An operation from its beginning to its answer, as places in the history. */
export interface Spanned {
  readonly begun: number;
  readonly answered: number;
  readonly event: Part;
}

/** The operations of a history that were answered with `ok`; one that was never begun is a moment. */
export function spansOf(parts: readonly Part[]): readonly Spanned[] {
  const begun = new Map<string, number>();
  return parts.flatMap((event, place) => {
    const key = `${event.worker} ${event.operation} ${event.operation === "reserve" ? "" : event.run}`;
    if (event.type === "invoke") {
      begun.set(key, place);
      return [];
    }
    const since = begun.get(key) ?? place;
    begun.delete(key);
    return event.type === undefined || event.type === "ok" ? [{ begun: since, answered: place, event }] : [];
  });
}

/**
 * Whether the operations can have happened one after the other, each at a moment between its beginning and its answer, so
 * that `allows` agrees to each after those before it: the search of Wing and Gong, exhaustive, for a dozen operations.
 */
export function isLinearizable(
  spans: readonly Spanned[],
  allows: (before: readonly Part[], next: Part) => boolean,
): boolean {
  const search = (before: readonly Part[], rest: readonly Spanned[]): boolean => {
    if (rest.length === 0) return true;
    const earliestAnswer = Math.min(...rest.map(({ answered }) => answered));
    return rest.some(
      (next) =>
        next.begun <= earliestAnswer &&
        allows(before, next.event) &&
        search(
          [...before, next.event],
          rest.filter((one) => one !== next),
        ),
    );
  };
  return search([], spans);
}

/** The token of a run. */
export function tokenOf(events: readonly Part[], { worker, run }: Pick<HistoryEvent, "worker" | "run">): number {
  return events.find((one) => one.operation === "reserve" && one.worker === worker && one.run === run)?.token ?? -1;
}
