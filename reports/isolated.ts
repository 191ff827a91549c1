import type { Reporter } from "./reporter.ts";

/**
 * Keeps a reporter's fault to itself: after the first one it gets no more events, the run and the other reporters go on,
 * and `told` gets one line at the end.
 */
export function isolated(reporter: Reporter, told: (line: string) => void): Reporter {
  let fault: string | undefined;
  const remember = (error: unknown) => {
    fault ??= (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, " ");
  };
  return {
    name: reporter.name,
    onEvent(event) {
      if (fault !== undefined) return;
      try {
        reporter.onEvent(event);
      } catch (error) {
        remember(error);
      }
    },
    abandon: () => reporter.abandon?.(),
    async close() {
      // What a reporter that failed would write now is incomplete: better none.
      if (fault === undefined) await reporter.close().catch(remember);
      if (fault !== undefined) told(`tercet: the ${reporter.name} report could not be made: ${fault}`);
    },
  };
}
