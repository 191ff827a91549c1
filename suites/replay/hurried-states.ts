import { StateProblem, type States } from "./states.ts";

/**
 * States that, once the replay was interrupted, have only so long: what was begun is brought to its end where the provider
 * lets it, and who interrupted does not wait for one that hangs.
 */
export function hurriedStates(states: States, signal: AbortSignal, graceMilliseconds: number): States {
  const hurried = async <Result>(name: string, what: string, run: () => Promise<Result>): Promise<Result> => {
    let timer: NodeJS.Timeout | undefined;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const hurry = () => {
      const problem = `The provider state "${name}" could not be ${what}: the replay was interrupted, and ${graceMilliseconds} ms later it was not done.`;
      timer = setTimeout(() => reject(new StateProblem(problem)), graceMilliseconds);
    };
    if (signal.aborted) hurry();
    else signal.addEventListener("abort", hurry, { once: true });
    try {
      return await Promise.race([run(), late]);
    } finally {
      signal.removeEventListener("abort", hurry);
      clearTimeout(timer);
    }
  };
  return {
    setUp: (state, consumer) => hurried(state.name, "set up", () => states.setUp(state, consumer)),
    tearDown: (state, consumer) => hurried(state.name, "torn down", () => states.tearDown(state, consumer)),
  };
}
