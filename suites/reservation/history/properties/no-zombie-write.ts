import { atAnswers, breach, createTally, type PropertyCheck } from "../judgement.ts";
import { type Observed, type } from "../observed.ts";
import { lateness, type Pending, type Run } from "../run.ts";

/**
 * S4: no heartbeat, progress, milestone or finish succeeds that was begun after the run had been cleaned, or a later
 * reservation granted.
 *
 * It is exercised by each such attempt, whatever was answered.
 */
export function noZombieWrite(): PropertyCheck {
  const tally = createTally();

  const observe = (what: string, pendingOf: (run: Run) => Pending | undefined) =>
    atAnswers((event: Observed) => {
      const { type: answer, number, run } = event;
      if (run === undefined) return;
      const late = lateness(event, run, pendingOf(run));
      if (late === 0) return;
      tally.exercised++;
      if (answer !== type.ok) return;
      breach(
        tally,
        [number, late],
        (write, end) =>
          `${write?.worker} ${what} ${write?.job} although ${end?.operation === "clean" ? "its run had been cleaned" : `${end?.worker} had reserved it`}`,
      );
    });

  return {
    property: "no-zombie-write",
    on: {
      heartbeat: observe("gave a sign of life for", (run) => run.heartbeat),
      progress: observe("wrote its progress of", (run) => run.progress),
      milestone: observe("wrote a milestone of", (run) => run.milestone),
      finish: observe("finished", (run) => run.finish),
    },
    result: () => tally,
  };
}
