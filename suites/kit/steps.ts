import type { Step } from "../../contracts/index.ts";
import type { Failure } from "./failure.ts";

/** Runs a part of a scenario under a title in business words. */
export type RunStep = <T>(title: string, body: () => Promise<T> | T) => Promise<T>;

/** Shows a step elsewhere as well: as `test.step` in Playwright. */
export type WrapStep = <T>(title: string, body: () => Promise<T>) => Promise<T>;

/** The steps of one scenario's run, in the order in which they began. */
export interface Steps {
  readonly step: RunStep;
  /** What is known now; a step that has not ended is the last word of a run that was cut short. */
  list(): Step[];
}

/** Records steps; no step begins once `signal` is aborted. */
export function createSteps(options: {
  readonly signal: AbortSignal;
  readonly judge: (error: unknown) => Failure;
  readonly wrap?: WrapStep;
}): Steps {
  const { signal, judge, wrap = (_, body) => body() } = options;
  const steps: { title: string; startedAt: number; outcome?: Omit<Step, "title"> }[] = [];
  return {
    async step(title, body) {
      signal.throwIfAborted();
      const entry: (typeof steps)[number] = { title, startedAt: performance.now() };
      steps.push(entry);
      const durationMilliseconds = () => performance.now() - entry.startedAt;
      try {
        const result = await wrap(title, async () => body());
        entry.outcome = { verdict: "pass", durationMilliseconds: durationMilliseconds() };
        return result;
      } catch (error) {
        entry.outcome = { ...judge(error), durationMilliseconds: durationMilliseconds() };
        throw error;
      }
    },
    list: () =>
      steps.map(({ title, startedAt, outcome }) => ({
        title,
        ...(outcome ?? {
          ...judge(signal.reason),
          durationMilliseconds: performance.now() - startedAt,
        }),
      })),
  };
}
