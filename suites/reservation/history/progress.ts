import type { HistoryEvent } from "./event.ts";
import { keptViolations, type PropertyCheck, type Violation, verdictOf } from "./judgement.ts";
import type { Runs } from "./runs.ts";

/**
 * L1: when the owner of a run dies or is stopped, somebody reserves the job within the bound (time to live + clean + poll
 * + tolerance). It is exercised by each such end after which somebody reserved, or the whole bound went by.
 * `runs` has not seen the event yet: it closes the runs of the dead.
 */
export function progress(runs: Runs, boundMilliseconds: number): PropertyCheck {
  const waiting = new Map<string, Wait>();
  const violations: Violation[] = [];
  let exercised = 0;
  let longest = 0;
  let now = { time: 0, number: 0 };

  /** Ends a wait: with the event that ended it, or with what was the last one where nothing did. */
  function settle(job: string, wait: Wait, end: { time: number; number: number }, reserved: boolean): void {
    waiting.delete(job);
    const milliseconds = end.time - wait.time;
    if (!reserved && milliseconds <= boundMilliseconds) return;
    exercised += 1;
    if (reserved) longest = Math.max(longest, milliseconds);
    if (milliseconds <= boundMilliseconds || violations.length === keptViolations) return;
    const outcome = reserved
      ? `reserved only after ${seconds(milliseconds)}`
      : `had reserved ${seconds(milliseconds)} later`;
    violations.push({
      summary: `${wait.worker} was ${wait.fault} as owner of ${job}, and ${reserved ? "another worker" : "nobody"} ${outcome}; the bound is ${seconds(boundMilliseconds)}`,
      events: [wait.grant, wait.number, end.number],
    });
  }

  function observeFault({ worker, job, fault, time }: HistoryEvent, number: number): void {
    const wait = waiting.get(job);
    if (fault === "resumed") {
      if (wait?.worker === worker) settle(job, wait, { time, number }, false);
      return;
    }
    const owner = runs.open(job).at(-1);
    if (owner?.worker === worker && fault !== undefined) {
      waiting.set(job, { worker, fault, time, number, grant: owner.grant });
    }
  }

  return {
    observe(event, number) {
      now = { time: event.time, number };
      if (event.operation === "fault") observeFault(event, number);
      const wait = waiting.get(event.job);
      if (wait !== undefined && event.operation === "reserve" && event.type === "ok")
        settle(event.job, wait, now, true);
    },
    judgement() {
      for (const [job, wait] of waiting) settle(job, wait, now, false);
      return {
        property: "progress",
        verdict: verdictOf(exercised, violations.length),
        exercised,
        violations,
        measurements: { longestTakeoverMilliseconds: longest, takeoverBoundMilliseconds: boundMilliseconds },
      };
    },
  };
}

interface Wait {
  readonly worker: string;
  readonly fault: string;
  readonly time: number;
  readonly number: number;
  readonly grant: number;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
