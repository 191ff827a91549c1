import { atAll, atAnswers, breach, createTally, type PropertyCheck, type Result } from "../judgement.ts";
import { fault, type Observed } from "../observed.ts";

/**
 * S6: what held of S1 to S5 while all clocks agreed holds also once a worker's clock is wrong. It is violated by their
 * first violation after a clock was changed, where there was none before; what is broken anyway is not the clock's fault.
 *
 * It is exercised by each attempt to reserve, and each cleaned run, while some worker's clock is wrong.
 */
export function clockTolerance(others: readonly PropertyCheck[]): PropertyCheck {
  const tally = createTally();
  /** By job: the workers whose clock is wrong. */
  const skewed: Set<number>[] = [];
  let first = 0;

  const observeFault = ({ number, job, worker, fault: kind }: Observed) => {
    if (kind === fault.corrected) skewed[job.index]?.delete(worker.name);
    if (kind !== fault.skewed) return;
    skewed[job.index] ??= new Set();
    skewed[job.index]?.add(worker.name);
    first ||= number;
  };

  const observe = ({ job }: Observed) => {
    if ((skewed[job.index]?.size ?? 0) > 0) tally.exercised++;
  };

  return {
    property: "clock-tolerance",
    on: {
      fault: atAll(observeFault),
      reserve: atAnswers(observe),
      clean: atAnswers((event) => {
        if (event.run !== undefined) observe(event);
      }),
    },
    result(end): Result {
      if (first === 0) return tally;
      const breaches = others.flatMap((other) => other.result(end).breaches);
      const brokenAnyway = breaches.some(({ events }) => Math.max(...events) < first);
      const [earliest] = breaches.toSorted((a, b) => Math.max(...a.events) - Math.max(...b.events));
      if (earliest === undefined || brokenAnyway) return tally;
      breach(
        tally,
        [...earliest.events, first].slice(-8),
        (...events) => `a wrong clock was enough: ${earliest.tell(...events)}`,
      );
      return tally;
    },
  };
}
