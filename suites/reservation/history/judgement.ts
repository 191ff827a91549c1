import type { HistoryEvent } from "./event.ts";

/** The properties that are judged (suites/reservation/README.md says each in full). */
export type Property = "single-effective-runner" | "progress";

/** Where a property broke. */
export interface Violation {
  /** One sentence. */
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
  /** The first ones; one broken promise often breaks hundreds of times. */
  readonly violations: readonly Violation[];
  /** Named figures, with their unit. */
  readonly measurements: Readonly<Record<string, number>>;
}

/** Judges one property while the history goes by; events come in order, numbered from 1. */
export interface PropertyCheck {
  observe(event: HistoryEvent, number: number): void;
  judgement(): Judgement;
}

/** Violations that are kept. */
export const keptViolations = 10;

/** The verdict from the two counts. */
export function verdictOf(exercised: number, violated: number): Judgement["verdict"] {
  if (violated > 0) return "violated";
  return exercised > 0 ? "held" : "not-exercised";
}
