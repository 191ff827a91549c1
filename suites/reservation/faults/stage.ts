import type { Random } from "../../../contracts/index.ts";
import type { HistoryEvent } from "../history/event.ts";

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
  /** Names of the critical actions, in order. */
  readonly milestones: readonly string[];
  readonly takeoverBoundMilliseconds: number;
  /** Holds the next worker that announces such an event, until it is released. */
  hold(match: Match, milliseconds: number): Promise<Held | undefined>;
  /** Waits for the next such event; its worker goes on. */
  seen(match: Match, milliseconds: number): Promise<HistoryEvent | undefined>;
  /**
   * From now on, a worker that announces `match` is held until another one announces `until`, or the time is over. One
   * at a time: while it waits, the others pass.
   */
  meet(match: Match, until: Match, milliseconds: number): void;
  stop(worker: string): void;
  resume(worker: string): void;
  kill(worker: string): void;
  /** Starts one more worker and waits until it takes part. */
  join(): Promise<void>;
}

/** The part of a stage that watches events. */
export interface Watch extends Pick<Stage, "hold" | "seen" | "meet"> {
  /** To be called for each event; the worker is answered when the promise is settled. */
  onEvent(event: HistoryEvent): Promise<void>;
}

/** Watches events; `signal` ends all waits with its reason, and holds nobody any more. */
export function createWatch(signal: AbortSignal): Watch {
  const waits = new Set<{ match: Match; found(event: HistoryEvent): Promise<void> | undefined }>();
  const meetings: ((event: HistoryEvent) => Promise<void> | undefined)[] = [];

  function wait<T>(match: Match, milliseconds: number, found: (event: HistoryEvent) => [T, Promise<void>?]) {
    signal.throwIfAborted();
    return new Promise<T | undefined>((resolve, reject) => {
      const end = () => {
        waits.delete(entry);
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
      };
      const abort = () => {
        end();
        reject(signal.reason);
      };
      const entry = {
        match,
        found(event: HistoryEvent) {
          end();
          const [value, held] = found(event);
          resolve(value);
          return held;
        },
      };
      const timer = setTimeout(() => {
        end();
        resolve(undefined);
      }, milliseconds);
      signal.addEventListener("abort", abort);
      waits.add(entry);
    });
  }

  return {
    seen: (match, milliseconds) => wait(match, milliseconds, (event) => [event]),
    hold: (match, milliseconds) =>
      wait(match, milliseconds, (event) => {
        const gate = Promise.withResolvers<void>();
        signal.addEventListener("abort", () => gate.resolve(), { once: true });
        return [{ event, release: () => gate.resolve() }, gate.promise];
      }),
    meet(match, until, milliseconds) {
      let waiting: { worker: string; go(): void } | undefined;
      signal.addEventListener("abort", () => waiting?.go(), { once: true });
      meetings.push((event) => {
        if (waiting !== undefined) {
          if (waiting.worker !== event.worker && until(event)) waiting.go();
          return undefined;
        }
        if (!match(event) || signal.aborted) return undefined;
        const gate = Promise.withResolvers<void>();
        const go = () => {
          clearTimeout(timer);
          waiting = undefined;
          gate.resolve();
        };
        const timer = setTimeout(go, milliseconds);
        waiting = { worker: event.worker, go };
        return gate.promise;
      });
    },
    async onEvent(event) {
      const holds = [...waits].filter(({ match }) => match(event)).map((entry) => entry.found(event));
      const met = meetings.map((meeting) => meeting(event));
      await Promise.all([...holds, ...met]);
    },
  };
}
