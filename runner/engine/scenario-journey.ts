import { setTimeout as sleep } from "node:timers/promises";
import { TercetError } from "../../contracts/index.ts";
import { ScenarioTimeout } from "../../suites/index.ts";
import { withStrayRejections } from "./stray-rejections.ts";

/** One scenario's way through its steps: bounded in time, with everything that it began known. */
export interface Journey {
  /** Aborted when the scenario must stop: its time is over, or the program is interrupted. */
  readonly signal: AbortSignal;
  /** Passes a call of the scenario; see `Stage.admit`. */
  admit<T>(operation: string, call: () => Promise<T>): Promise<T>;
  /** Runs the scenario; returns what it threw, undefined when it passed. All calls have ended when it returns. */
  run(body: () => Promise<void>): Promise<{ readonly error?: unknown; readonly durationMilliseconds: number }>;
}

/** Begins a journey; its time runs from here. */
export function beginJourney(options: { readonly timeoutSeconds: number; readonly signal: AbortSignal }): Journey {
  const { timeoutSeconds } = options;
  const overtime = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, overtime.signal, ended.signal]);
  const underWay = new Map<Promise<unknown>, string>();

  return {
    signal,
    async admit(operation, call) {
      signal.throwIfAborted();
      const promise = call();
      underWay.set(promise, operation);
      try {
        return await promise;
      } finally {
        underWay.delete(promise);
      }
    },
    async run(body) {
      const startedAt = performance.now();
      const timer = setTimeout(
        () => overtime.abort(new ScenarioTimeout(`The scenario was not over after ${timeoutSeconds} s.`)),
        timeoutSeconds * 1000,
      );
      const errors: unknown[] = [];
      let durationMilliseconds = 0;
      await withStrayRejections(
        (reason) => errors.push(reason),
        async () => {
          try {
            signal.throwIfAborted();
            await Promise.race([body(), rejectOnAbort(signal)]);
          } catch (error) {
            errors.push(signal.aborted ? signal.reason : error);
          }
          durationMilliseconds = performance.now() - startedAt;
          clearTimeout(timer);
          if (errors.length === 0 && underWay.size > 0) {
            const names = [...underWay.values()].join(", ");
            errors.push(new Error(`The scenario ended while ${names} was under way; await every call.`));
          }
          ended.abort(new TercetError("surroundings", "The scenario is over."));
          await Promise.allSettled(underWay.keys());
          // Rejections that nobody awaited are reported after the current turn.
          await sleep(0);
        },
      );
      return { durationMilliseconds, ...(errors.length === 0 ? {} : { error: errors[0] }) };
    },
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
