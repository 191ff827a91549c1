import type { Property } from "../history/judgement.ts";
import type { Point } from "./point.ts";
import type { Stage } from "./stage.ts";

/**
 * What a fault needs of the surroundings: a proxy before each worker's store; a store that can be paused and restarted; one
 * with a standby; one on a small disk; workers whose clock can be set.
 */
export type Need = "link" | "store" | "standby" | "small-disk" | "clock";

/** Something that happens to workers or to their store, at exact points of the protocol. */
export interface Fault {
  /** As on the command line. */
  readonly name: string;
  /** What is done, in one line. */
  readonly title: string;
  /** The properties that it puts to the test; when one was not exercised, the run proves nothing. */
  readonly exercises: readonly Property[];
  readonly needs: readonly Need[];
  /** Workers that the run starts with. */
  readonly workers: number;
  /** True where it can be done to a store once: each point then has a run and a store of its own. */
  readonly once: boolean;
  /** Those of a protocol's points at which it is done; none: it chooses by itself. */
  points(all: readonly Point[]): readonly Point[];
  /** Does it at each of the points, and returns where it was done. Undone by its end. */
  run(stage: Stage, points: readonly Point[]): Promise<readonly Disturbed[]>;
}

/** That a fault was brought about at a point. */
export interface Disturbed {
  readonly point: Point;
  /** The number of the event at which it began. */
  readonly since: number;
}
