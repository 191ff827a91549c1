import { begunAt } from "../job.ts";
import { breach, createTally, type PropertyCheck } from "../judgement.ts";
import type { Observed } from "../observed.ts";
import type { Run, SignOfLife } from "../run.ts";

/**
 * S5: a run is not taken from a worker that gave a sign of life within the time to live, neither by a cleaner nor by who
 * reserves the job over it; a run that is longer than its timeout may be. A sign counts that was answered before the
 * cleaning was begun; it was given when it was begun, at the earliest, so nobody is accused who may have been right.
 *
 * It is exercised by each run that is taken before it ended. Without a time to live in the header it is not judged.
 */
export function cleanerAccuracy(limits: {
  readonly timeToLiveMilliseconds?: number | undefined;
  readonly timeoutMilliseconds?: number | undefined;
}): PropertyCheck {
  const { timeToLiveMilliseconds, timeoutMilliseconds = Number.POSITIVE_INFINITY } = limits;
  const tally = createTally();

  function judge({ number, time }: Observed, run: Run, begun: number): void {
    if (timeToLiveMilliseconds === undefined || run.cleaned !== 0 || run.ending || run.state === "finished") return;
    tally.exercised++;
    if (time - run.begun >= timeoutMilliseconds) return;
    const sign = lastSignBefore(run, begun);
    if (sign === undefined || time - sign.begun >= timeToLiveMilliseconds) return;
    const milliseconds = Math.ceil(time - sign.begun);
    breach(
      tally,
      [number, run.grant, sign.number],
      (taking, grant) =>
        `${taking?.worker} ${taking?.operation === "clean" ? "cleaned" : "reserved"} ${taking?.job} at most ${milliseconds} ms after a sign of life of ${grant?.worker}, which may be silent for ${timeToLiveMilliseconds} ms`,
    );
  }

  function observeClean(event: Observed): void {
    const { time, worker, run } = event;
    if (run !== undefined) judge(event, run, begunAt(worker.cleaningSince, time));
  }

  function observeReserve(event: Observed): void {
    const { time, job, worker, run } = event;
    if (run === undefined) return;
    const begun = begunAt(worker.reservingSince, time);
    for (const other of job.open) if (other.order < run.order) judge(event, other, begun);
  }

  return {
    property: "cleaner-accuracy",
    on: { clean: { ok: observeClean }, reserve: { ok: observeReserve } },
    result: () => tally,
  };
}

function lastSignBefore({ life, lifeBefore }: Run, time: number): SignOfLife | undefined {
  return [life, lifeBefore].find(({ answered }) => answered <= time);
}
