import { columnsOf, type HistoryColumns } from "./columns.ts";
import {
  type EventType,
  eventTypes,
  type History,
  type HistoryEvent,
  type HistoryHeader,
  type Operation,
  operations,
} from "./event.ts";
import { createExcerpt, type Excerpt } from "./excerpt.ts";
import { type Judgement, type Look, type PropertyCheck, type Violation, verdictOf } from "./judgement.ts";
import { atMostOnce } from "./properties/at-most-once.ts";
import { cleanerAccuracy } from "./properties/cleaner-accuracy.ts";
import { clockTolerance } from "./properties/clock-tolerance.ts";
import { idempotent } from "./properties/idempotent.ts";
import { milestoneOwned } from "./properties/milestone-owned.ts";
import { noLostRun } from "./properties/no-lost-run.ts";
import { noZombieWrite } from "./properties/no-zombie-write.ts";
import { progress } from "./properties/progress.ts";
import { singleEffectiveRunner } from "./properties/single-effective-runner.ts";
import { tokenMonotone } from "./properties/token-monotone.ts";
import { createTracker } from "./track.ts";

/** Judges a history while it goes by, part by part. */
export interface HistoryChecker {
  /** Looks at the next events. The columns may be filled anew afterwards. */
  observe(columns: HistoryColumns): void;
  /** The events that each violation cites, by number, when all were seen. */
  spans(): readonly Pick<Violation, "events">[];
  /** What all events say of each property; `eventAt` gives those that violations cite. */
  judgements(eventAt: (number: number) => HistoryEvent | undefined): readonly Judgement[];
}

/** What a history says. */
export interface JudgedHistory {
  readonly header: HistoryHeader;
  readonly judgements: readonly Judgement[];
  /** The events that violations cite, and those between that say why. */
  readonly excerpt: Excerpt;
}

/** What of the header the judgement depends on. */
export type Limits = Pick<
  HistoryHeader,
  "takeoverBoundMilliseconds" | "timeToLiveMilliseconds" | "timeoutMilliseconds" | "milestones"
>;

/**
 * Makes a checker of all properties. It sees each event once: grants and their tokens give the order of writes, so nothing
 * has to be searched (Gibbons and Korach, "Testing Shared Memories", theorem 4.13: with a known write order, linear time).
 * What it keeps of a job does not grow with the history.
 */
export function createHistoryChecker(limits: Limits): HistoryChecker {
  const tracker = createTracker();
  const takeoverBound = limits.takeoverBoundMilliseconds;
  const safety = [
    singleEffectiveRunner(),
    tokenMonotone(),
    milestoneOwned(),
    noZombieWrite(),
    cleanerAccuracy(limits),
  ] as const;
  const checks: readonly PropertyCheck[] = [
    ...safety,
    clockTolerance(safety),
    atMostOnce(),
    progress(takeoverBound),
    noLostRun(tracker.jobs, takeoverBound),
    idempotent(limits.milestones),
  ];
  const looks = operations.flatMap((operation) => eventTypes.map((type) => looksOf(checks, operation, type)));
  const end = { time: 0, number: 0 };
  let results: ReturnType<typeof conclude> | undefined;
  const conclude = () => checks.map((check) => ({ property: check.property, result: check.result(end) }));

  // In a function of its own: V8 would compile a long loop in the middle of a call, and fall back at the end of each.
  function step(columns: HistoryColumns, index: number): void {
    const event = tracker.observe(columns, index);
    const concerned = looks[event.operation * eventTypes.length + event.type] as Look[];
    for (let which = 0; which < concerned.length; which++) (concerned[which] as Look)(event);
    tracker.apply(event);
  }

  return {
    observe(columns) {
      const { length } = columns;
      for (let index = 0; index < length; index++) step(columns, index);
      if (length > 0) end.time = columns.time[length - 1] as number;
      end.number += length;
    },
    spans() {
      results ??= conclude();
      return results.flatMap(({ result }) => result.breaches);
    },
    judgements(eventAt) {
      results ??= conclude();
      return results.map(({ property, result }) => ({
        property,
        verdict: verdictOf(result),
        exercised: result.exercised,
        violated: result.violated,
        violations: result.breaches.map(({ events, tell }) => ({
          summary: tell(...events.map(eventAt)),
          events: [...new Set(events)].toSorted((a, b) => a - b),
        })),
        measurements: result.measurements ?? {},
      }));
    },
  };
}

/** Judges all properties of a history that is at hand as a whole. */
export function checkHistory({ header, events }: History): JudgedHistory {
  const checker = createHistoryChecker(header);
  checker.observe(columnsOf(events));
  const judgements = checker.judgements((number) => events[number - 1]);
  const collected = createExcerpt(checker.spans());
  for (const [index, event] of events.entries()) collected.observe(event, index + 1);
  return { header, judgements, excerpt: collected.excerpt };
}

function looksOf(checks: readonly PropertyCheck[], operation: Operation, type: EventType): Look[] {
  return checks.flatMap(({ on }) => on[operation]?.[type] ?? []);
}
