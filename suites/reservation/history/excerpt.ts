import type { HistoryEvent } from "./event.ts";
import type { Violation } from "./judgement.ts";

/** Some events of a history by their numbers, ascending. */
export type Excerpt = ReadonlyMap<number, HistoryEvent>;

/** Events between those that prove a violation that are kept to say why it came about. */
const keptBetween = 64;

/** Collects, while a history goes by once more, what is needed to tell violations. */
export function createExcerpt(violations: readonly Pick<Violation, "events">[]): {
  observe(event: HistoryEvent, number: number): void;
  readonly excerpt: Excerpt;
} {
  const excerpt = new Map<number, HistoryEvent>();
  const cited = new Set(violations.flatMap(({ events }) => events));
  const spans = violations.map(({ events }) => ({ first: Math.min(...events), last: Math.max(...events), kept: 0 }));
  return {
    excerpt,
    observe(event, number) {
      if (cited.has(number)) excerpt.set(number, event);
      if (!tellsWhy(event)) return;
      for (const span of spans) {
        if (number < span.first || number > span.last || span.kept >= keptBetween) continue;
        span.kept++;
        excerpt.set(number, event);
      }
    },
  };
}

/** Whether it says what was done to a worker, or what a worker believed. */
export function tellsWhy({ operation, type }: HistoryEvent): boolean {
  return operation === "fault" || ((operation === "check" || operation === "look") && type === "ok");
}
