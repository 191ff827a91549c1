import type { HistoryEvent } from "./event.ts";
import { keptViolations, type PropertyCheck, type Violation, verdictOf } from "./judgement.ts";
import type { Run, Runs } from "./runs.ts";

/**
 * S1: after an effect of one reservation was accepted, no effect of an earlier one is, nor of another one with the same
 * token. Handlers that overlap are counted but no violation: a worker that was stopped cannot know that it is late, only
 * its effects can be refused.
 *
 * It is exercised by each moment at which it could break: a reservation refused while another run is open, one granted
 * after a run that never finished, and an effect tried by a run after a later one was granted. `runs` has seen the event
 * already.
 */
export function singleEffectiveRunner(runs: Runs): PropertyCheck {
  const latest = new Map<string, { readonly run: Run; readonly number: number }>();
  const latestGrant = new Map<string, Run>();
  const violations: Violation[] = [];
  let exercised = 0;
  let overlaps = 0;
  let refused = 0;

  const violated = (violation: Violation) => {
    if (violations.length < keptViolations) violations.push(violation);
  };

  function observeReserve(event: HistoryEvent): void {
    const run = event.type === "ok" ? runs.of(event) : undefined;
    const contested = runs.open(event.job).some((other) => other !== run);
    const newest = latestGrant.get(event.job);
    const takenOver = run !== undefined && newest !== undefined && newest.state !== "finished";
    if (takenOver || (contested && event.type !== "invoke")) exercised += 1;
    if (run === undefined) return;
    if (contested) overlaps += 1;
    if (newest === undefined || run.order >= newest.order) latestGrant.set(event.job, run);
  }

  function observeEffect(event: HistoryEvent, number: number): void {
    const run = runs.of(event);
    if (run === undefined) {
      if (event.type !== "ok") return;
      exercised += 1;
      violated({ summary: `${event.worker} had an effect without a reservation`, events: [number] });
      return;
    }
    const newest = latestGrant.get(event.job);
    if (newest !== undefined && newest !== run && newest.order >= run.order) exercised += 1;
    if (event.type !== "ok") {
      refused += 1;
      return;
    }
    const before = latest.get(event.job);
    if (before === undefined || before.run === run || before.run.order < run.order) {
      latest.set(event.job, { run, number });
      return;
    }
    const relation = before.run.order === run.order ? "holds the same token" : "has reserved the job after it";
    violated({
      summary: `an effect of ${run.worker} (run ${run.name}) was accepted after one of ${before.run.worker} (run ${before.run.name}), which ${relation}`,
      events: [run.grant, before.run.grant, before.number, number].toSorted((a, b) => a - b),
    });
  }

  return {
    observe(event, number) {
      if (event.operation === "reserve") observeReserve(event);
      if (event.operation === "effect" && event.type !== "invoke") observeEffect(event, number);
    },
    judgement: () => ({
      property: "single-effective-runner",
      verdict: verdictOf(exercised, violations.length),
      exercised,
      violations,
      measurements: { overlappingHandlers: overlaps, refusedEffects: refused },
    }),
  };
}
