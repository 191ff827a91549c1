import type { EventType, HistoryEvent, Operation } from "./event.ts";
import type { Observed } from "./observed.ts";

/** The properties that are judged, in the order in which they are told (suites/reservation/README.md says each in full). */
export const properties = [
  "single-effective-runner",
  "token-monotone",
  "milestone-owned",
  "no-zombie-write",
  "cleaner-accuracy",
  "clock-tolerance",
  "at-most-once",
  "progress",
  "no-lost-run",
  "idempotent",
] as const;
export type Property = (typeof properties)[number];

/** Where a property broke. */
export interface Violation {
  /** One sentence, without a full stop. */
  readonly summary: string;
  /** Numbers of the events that show it, in order; at most eight. */
  readonly events: readonly number[];
}

/** What a history says of a property. A property that was never put to the test did not hold, it was not exercised. */
export interface Judgement {
  readonly property: Property;
  readonly verdict: "held" | "violated" | "not-exercised";
  /** How many times it could have broken. */
  readonly exercised: number;
  /** How many times it broke. */
  readonly violated: number;
  /** The first ones; one broken promise often breaks hundreds of times. */
  readonly violations: readonly Violation[];
  /** Named figures, with their unit. */
  readonly measurements: Readonly<Record<string, number>>;
}

/** A violation by the numbers of its events: what they say is looked up when all is judged. */
export interface Breach {
  /** In the order in which `tell` wants them; at most eight. */
  readonly events: readonly number[];
  /** One sentence without a full stop, from those events. */
  tell(...events: readonly (HistoryEvent | undefined)[]): string;
}

/** Where a history ends: the time of its last event in milliseconds, and its number. */
export interface End {
  readonly time: number;
  readonly number: number;
}

/** What one property makes of the events. */
export interface Result {
  readonly exercised: number;
  readonly violated: number;
  /** The first `keptViolations`. */
  readonly breaches: readonly Breach[];
  readonly measurements?: Readonly<Record<string, number>>;
}

/** Looks at an event, with its job as it was before. */
export type Look = (event: Observed) => void;
/** What looks at the events of an operation, by their type. */
export type Looks = Readonly<Partial<Record<EventType, Look>>>;

/** Looks at what an operation came to, whatever that is. */
export function atAnswers(look: Look): Looks {
  return { ok: look, fail: look, info: look };
}

/** Looks at all events of an operation. */
export function atAll(look: Look): Looks {
  return { invoke: look, ...atAnswers(look) };
}

/** Judges one property while the history goes by. */
export interface PropertyCheck {
  readonly property: Property;
  /** The events that concern it; it is not called for others, which are most. */
  readonly on: Readonly<Partial<Record<Operation, Looks>>>;
  /** To be asked when all events were seen. */
  result(end: End): Result;
}

/** Violations of one property that are kept. */
export const keptViolations = 10;

/** Counts how often a property was exercised and broke, and keeps the first breaches. */
export interface Tally extends Result {
  readonly breaches: Breach[];
  exercised: number;
  violated: number;
}

/** Nothing counted yet. */
export function createTally(): Tally {
  return { exercised: 0, violated: 0, breaches: [] };
}

/** Notes that a property broke. */
export function breach(tally: Tally, events: readonly number[], tell: Breach["tell"]): void {
  tally.violated++;
  if (tally.breaches.length < keptViolations) tally.breaches.push({ events, tell });
}

/** The verdict from the two counts. */
export function verdictOf({ exercised, violated }: Pick<Result, "exercised" | "violated">): Judgement["verdict"] {
  if (violated > 0) return "violated";
  return exercised > 0 ? "held" : "not-exercised";
}
