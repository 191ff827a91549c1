import type { Random } from "../../../contracts/index.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { JobTiming } from "../timing.ts";

/** Chooses events. */
export type Match = (event: HistoryEvent) => boolean;

/** A worker that waits for its answer. */
export interface Held {
  readonly event: HistoryEvent;
  /** Lets it go on. */
  release(): void;
}

/** What a fault can do to a run, and see of it. Every wait is bounded and ends with undefined when nothing came. */
export interface Stage {
  readonly random: Random;
  readonly timing: JobTiming;
  /** Names of the critical actions, in order. */
  readonly milestones: readonly string[];
  readonly takeoverBoundMilliseconds: number;
  /** What was seen so far, in order. */
  readonly events: readonly HistoryEvent[];
  /** Holds the next worker that announces such an event, until it is released. */
  hold(match: Match, milliseconds: number): Promise<Held | undefined>;
  /** Waits for the next such event; its worker goes on. */
  seen(match: Match, milliseconds: number): Promise<HistoryEvent | undefined>;
  /**
   * From now on, a worker that announces `match` is held until another one announces `until`, or the time is over. One
   * at a time: while it waits, the others pass.
   */
  meet(match: Match, until: Match, milliseconds: number): void;
  /** Lets time go by: for what lasts by the clock, and not until something was seen. */
  wait(milliseconds: number): Promise<void>;
  stop(worker: string): Promise<void>;
  resume(worker: string): Promise<void>;
  kill(worker: string): Promise<void>;
  /** Starts one more worker and waits until it takes part. */
  join(): Promise<void>;
  /** The worker's connections to the store. There where the fault needs `link`. */
  link(worker: string): StageLink;
  /** There where the fault needs `store`. */
  readonly store: StageStore;
  /** Sets a worker's clock so many seconds off; 0: right again. Where the fault needs `clock`. */
  setClock(worker: string, offsetSeconds: number): Promise<void>;
}

/** What can be done to one worker's connections to the store. */
export interface StageLink {
  /** Bytes vanish without a word, in one direction or both. */
  cutOff(direction: "both" | "to-store" | "from-store"): void;
  /** Undoes that, and gives up a commit that was to be lost and has not come. */
  reconnect(): void;
  /** Ends the connections that are there: `reset` so that both sides learn it, `half-open` so that the worker does not. */
  lose(how: "reset" | "half-open"): void;
  /** The next commit does not arrive, or its answer does not, and the connection is reset; false: none came. */
  loseCommit(part: "commit" | "answer"): Promise<boolean>;
  /** Each direction takes so many milliseconds longer; 0: no longer. */
  delay(milliseconds: number): void;
}

/** What can be done to the store. Each is recorded as down, and as up when it serves again. */
export interface StageStore {
  /** Frozen: connections stay open, nobody answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it as by a crash, and starts it on its data again. */
  restart(): Promise<void>;
  /** From now on nothing reaches the standby. */
  holdReplication(): Promise<void>;
  /** The primary is lost, the standby takes its place, for all workers. */
  failOver(): Promise<void>;
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
}
