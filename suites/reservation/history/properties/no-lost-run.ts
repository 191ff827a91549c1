import type { Job } from "../job.ts";
import { breach, createTally, type PropertyCheck } from "../judgement.ts";
import { fault, type Observed } from "../observed.ts";
import { settling } from "./settling.ts";

/**
 * L2: a slot that fell due, or lost its owner, ends finished or explicitly failed. It is judged at the end of the history,
 * of slots that had been without a live owner for longer than the takeover bound: what is younger may still be run, and so
 * may what a live owner has in hand. While the store is down, nothing can be run.
 *
 * It is exercised by each slot that was announced as due, or needed another run, and was settled or is lost.
 */
export function noLostRun(jobs: () => Iterable<Job>, boundMilliseconds: number): PropertyCheck {
  const tally = createTally();
  /** By job: since when the store serves; infinite while it does not. */
  const served: number[] = [];

  function observeFinish(event: Observed): void {
    const slot = settling(event);
    if (slot !== undefined && (slot.due || slot.runs > 1)) tally.exercised++;
  }

  function observeFault({ job, time, fault: kind }: Observed): void {
    if (kind === fault.storeDown) served[job.index] = Number.POSITIVE_INFINITY;
    if (kind === fault.storeUp) served[job.index] = time;
  }

  return {
    property: "no-lost-run",
    on: { finish: observeFinish, fault: observeFault },
    result(end) {
      const total = { ...tally, breaches: [...tally.breaches] };
      for (const { index, slots } of jobs()) {
        for (const { first, left, uncertain, settled } of slots.values()) {
          if (left === undefined || uncertain || settled !== 0) continue;
          const milliseconds = end.time - Math.max(left.time, served[index] ?? 0);
          if (milliseconds <= boundMilliseconds) continue;
          total.exercised++;
          breach(
            total,
            [first, left.number],
            (announced, lost) =>
              `nobody finished ${announced?.slot} of ${announced?.job}, or gave it up, in the ${(milliseconds / 1000).toFixed(1)} s after ${lost?.operation === "due" ? "it was due" : "its owner was gone"}`,
          );
        }
      }
      return total;
    },
  };
}
