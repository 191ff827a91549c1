import { atAnswers, breach, createTally, type PropertyCheck } from "../judgement.ts";
import { type Observed, type } from "../observed.ts";
import type { Run } from "../run.ts";

/**
 * S1: after an effect of one reservation was accepted, no effect of an earlier one is, nor of another one with the same
 * token. Handlers that overlap are counted but no violation: a worker that was stopped cannot know that it is late, only
 * its effects can be refused.
 *
 * It is exercised by each moment at which it could break: a reservation refused while another run is open, one granted
 * after a run that never finished, and an effect tried by a run after a later one was granted.
 */
export function singleEffectiveRunner(): PropertyCheck {
  const tally = createTally();
  /** By job: the run of the last accepted effect, and the event. */
  const latest: Run[] = [];
  const latestNumber: number[] = [];
  let overlappingHandlers = 0;
  let refusedEffects = 0;

  function observeReserve({ job, run }: Observed): void {
    const contested = job.open.length > 0;
    const takenOver = run !== undefined && job.newest !== undefined && job.newest.state !== "finished";
    if (takenOver || contested) tally.exercised++;
    if (run !== undefined && contested) overlappingHandlers++;
  }

  function observeEffect({ type: answer, number, job, run, forgotten, repeated }: Observed): void {
    if (repeated || forgotten) return;
    if (run === undefined) {
      if (answer !== type.ok) return;
      tally.exercised++;
      breach(tally, [number], (effect) => `${effect?.worker} had an effect without a reservation`);
      return;
    }
    if (job.newest !== undefined && job.newest !== run && job.newest.order >= run.order) tally.exercised++;
    if (answer !== type.ok) {
      refusedEffects++;
      return;
    }
    const before = latest[job.index];
    if (before === undefined || before === run || before.order < run.order) {
      latest[job.index] = run;
      latestNumber[job.index] = number;
      return;
    }
    const relation = before.order === run.order ? "holds the same token" : "has reserved the job after it";
    breach(
      tally,
      [number, latestNumber[job.index] ?? number, run.grant, before.grant],
      (late, first) =>
        `an effect of ${late?.worker} (run ${late?.run}) was accepted after one of ${first?.worker} (run ${first?.run}), which ${relation}`,
    );
  }

  return {
    property: "single-effective-runner",
    on: { reserve: atAnswers(observeReserve), effect: atAnswers(observeEffect) },
    result: () => ({ ...tally, measurements: { overlappingHandlers, refusedEffects } }),
  };
}
