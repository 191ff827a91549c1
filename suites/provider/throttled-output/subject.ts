import type { CheckContext } from "../../kit/check.ts";
import type { Reach } from "./reach.ts";

/** One dependency of the verified service, and what is needed to judge how it is treated. */
export interface Subject {
  readonly context: CheckContext;
  readonly reach: Reach;
  /** The dependency's name. */
  readonly name: string;
  /** `x-tercet.dependencies[].maxRequestsPerSecond`; undefined: none is declared. */
  readonly maxRequestsPerSecond: number | undefined;
  /** Reports on one way of refutation, for an operation, or for the dependency where none is given. */
  readonly report: (way: Way, finding: WayFinding, operation?: string) => void;
  readonly selects: (way: Way, operation?: string) => boolean;
}

/** What a judge says: the check adds where it belongs. */
export type WayFinding = Pick<Parameters<CheckContext["report"]>[0], "verdict" | "message" | "evidence">;

/** The ways of refutation of `throttled-output`. */
export const ways = [
  "rate",
  "held-back",
  "authenticated",
  "conforming",
  "unlawful",
  "failing",
  "dead",
  "slow",
  "others",
  "retry-after",
  "rate-of-retries",
  "recovers",
] as const;
export type Way = (typeof ways)[number];
