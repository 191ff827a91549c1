import type { HistoryEvent } from "../history/event.ts";
import type { Match, Stage } from "./stage.ts";

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
