import { atAll, breach, createTally, type PropertyCheck } from "../judgement.ts";
import { fault, type Observed } from "../observed.ts";

/**
 * L1: when the owner of a run dies, is stopped or is cut off, somebody reserves the job within the bound (time to live +
 * clean + poll + tolerance). The time during which the store is down does not count; a reservation of which nobody knows
 * whether it took effect has to be waited for as for a dead owner, so the time begins again. So it does where another worker
 * asked the store and was not answered.
 *
 * It is exercised by each such end after which somebody reserved, or the whole bound went by. `onTakeover` is told how long
 * each reservation took that followed such an end, in milliseconds.
 */
export function progress(
  boundMilliseconds: number,
  onTakeover: (milliseconds: number) => void = () => {},
): PropertyCheck {
  const tally = createTally();
  const waiting: (Wait | undefined)[] = [];
  const down: (number | undefined)[] = [];
  let longestTakeoverMilliseconds = 0;
  let time = 0;
  let number = 0;

  function elapsed(index: number, wait: Wait): number {
    const outage = down[index] === undefined ? 0 : time - Math.max(down[index], wait.since);
    return time - wait.since - wait.outage - outage;
  }

  function settle(index: number, wait: Wait, reserved: boolean): void {
    waiting[index] = undefined;
    const milliseconds = elapsed(index, wait);
    if (!reserved && milliseconds <= boundMilliseconds) return;
    tally.exercised++;
    if (reserved) {
      longestTakeoverMilliseconds = Math.max(longestTakeoverMilliseconds, milliseconds);
      onTakeover(milliseconds);
    }
    if (milliseconds <= boundMilliseconds) return;
    breach(tally, [wait.number, wait.grant, number], (end) => {
      const outcome = reserved
        ? `another worker reserved only after ${seconds(milliseconds)}`
        : `nobody had reserved ${seconds(milliseconds)} later`;
      return `${end?.worker} ${end?.fault === "ended" ? "" : "was "}${end?.fault} as owner of ${end?.job}, and ${outcome}; the bound is ${seconds(boundMilliseconds)}`;
    });
  }

  function observeFault(event: Observed): void {
    const { job, worker, fault: kind } = event;
    const wait = waiting[job.index];
    if (kind === fault.storeDown) down[job.index] ??= event.time;
    if (kind === fault.storeUp) {
      const since = down[job.index];
      down[job.index] = undefined;
      if (wait !== undefined && since !== undefined) wait.outage += event.time - Math.max(since, wait.since);
    }
    if (kind === fault.resumed || kind === fault.reconnected) {
      if (wait?.worker === worker.name) settle(job.index, wait, false);
    }
    if (!ends.includes(kind)) return;
    const owner = job.open.at(-1);
    if (owner?.worker !== worker.name) return;
    waiting[job.index] = {
      worker: worker.name,
      since: event.time,
      outage: 0,
      number: event.number,
      grant: owner.grant,
    };
  }

  function observeGrant({ job }: Observed): void {
    const wait = waiting[job.index];
    if (wait !== undefined) settle(job.index, wait, true);
  }

  function observeUncertainty({ job }: Observed): void {
    const wait = waiting[job.index];
    if (wait === undefined) return;
    // What has lasted too long already is not made good by a question that comes later.
    if (elapsed(job.index, wait) > boundMilliseconds) settle(job.index, wait, false);
    else waiting[job.index] = { ...wait, since: time, outage: 0 };
  }

  function observeUnanswered(event: Observed): void {
    if (waiting[event.job.index]?.worker !== event.worker.name) observeUncertainty(event);
  }

  const seen = (observe: (event: Observed) => void) => (event: Observed) => {
    time = event.time;
    number = event.number;
    observe(event);
  };
  return {
    property: "progress",
    on: {
      fault: atAll(seen(observeFault)),
      clean: { info: seen(observeUnanswered) },
      look: { info: seen(observeUnanswered) },
      reserve: { ok: seen(observeGrant), info: seen(observeUncertainty) },
    },
    result(end) {
      time = end.time;
      number = end.number;
      waiting.forEach((wait, index) => {
        if (wait !== undefined) settle(index, wait, false);
      });
      return { ...tally, measurements: { longestTakeoverMilliseconds, takeoverBoundMilliseconds: boundMilliseconds } };
    },
  };
}

/** After these, an owner can do nothing for its run any more. */
const ends: readonly number[] = [fault.stopped, fault.killed, fault.cutOff, fault.ended];

interface Wait {
  readonly worker: number;
  /** Milliseconds since the start. */
  readonly since: number;
  /** For how long of it the store was down, in milliseconds. */
  outage: number;
  readonly number: number;
  readonly grant: number;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
