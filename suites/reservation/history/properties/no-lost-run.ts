import type { Job } from "../job.ts";
import { atAll, breach, createTally, type PropertyCheck } from "../judgement.ts";
import { fault, type Observed } from "../observed.ts";
import { settling } from "./settling.ts";

/**
 * L2: a slot that fell due, or lost its owner, ends finished or explicitly failed. It is judged at the end of the history,
 * of slots that had been without a live owner for longer than the takeover bound: what is younger may still be run, and so
 * may what a live owner has in hand. While the store is down, nothing can be run; nor while it answers nobody who asks.
 *
 * It is exercised by each slot that was announced as due, or needed another run, and was settled or is lost.
 */
export function noLostRun(jobs: () => Iterable<Job>, boundMilliseconds: number): PropertyCheck {
  const tally = createTally();
  /** By job. */
  const serving: Serving[] = [];

  function observeFinish(event: Observed): void {
    const slot = settling(event);
    if (slot !== undefined && (slot.due || slot.runs > 1)) tally.exercised++;
  }

  const servingOf = (index: number): Serving => {
    serving[index] ??= { since: 0, last: { since: 0, until: 0 } };
    return serving[index];
  };

  /** The store does not serve now, as far as this event tells; it may again from `since`. */
  function interrupt({ job, time }: Observed, since: number): void {
    const now = servingOf(job.index);
    if (time - now.since > boundMilliseconds) now.last = { since: now.since, until: time };
    now.since = Math.max(now.since, since);
  }

  function observeFault(event: Observed): void {
    if (event.fault === fault.storeDown) interrupt(event, Number.POSITIVE_INFINITY);
    if (event.fault === fault.storeUp) servingOf(event.job.index).since = event.time;
  }

  const observeUnanswered = (event: Observed) => interrupt(event, event.time);

  return {
    property: "no-lost-run",
    on: {
      finish: { ok: observeFinish },
      fault: atAll(observeFault),
      clean: { info: observeUnanswered },
      look: { info: observeUnanswered },
      reserve: { info: observeUnanswered },
    },
    result(end) {
      const total = { ...tally, breaches: [...tally.breaches] };
      for (const { index, slots } of jobs()) {
        for (const { first, left, uncertain, settled } of slots.values()) {
          if (left === undefined || uncertain || settled !== 0) continue;
          const { since, last } = servingOf(index);
          const milliseconds = Math.max(
            end.time - Math.max(left.time, since),
            last.until - Math.max(left.time, last.since),
          );
          if (milliseconds <= boundMilliseconds) continue;
          total.exercised++;
          breach(
            total,
            [first, left.number],
            (announced, lost) =>
              `no owner finished ${announced?.slot} of ${announced?.job}, or gave it up, in the ${(milliseconds / 1000).toFixed(1)} s after ${lost?.operation === "due" ? "it was due" : "its owner was gone"}`,
          );
        }
      }
      return total;
    },
  };
}

/** When the store served, in milliseconds since the start. */
interface Serving {
  /** Since when it does; infinite while it does not. */
  since: number;
  /** The last time before that was longer than the takeover bound. */
  last: { readonly since: number; readonly until: number };
}
