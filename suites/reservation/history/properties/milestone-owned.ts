import { atAnswers, breach, createTally, type PropertyCheck } from "../judgement.ts";
import { type Observed, type } from "../observed.ts";
import { lateness } from "../run.ts";

/**
 * S3: before each effect, the worker checked that it owns the run, and no check that was begun after a later reservation
 * was granted, or after the run was cleaned, says yes. What was begun is the milestone that the check belongs to.
 *
 * It is exercised by each check and each refused milestone of a run whose ownership had ended, and by each effect that was
 * tried without a check.
 */
export function milestoneOwned(): PropertyCheck {
  const tally = createTally();

  function observeCheck(event: Observed): void {
    const { type: answer, number, run } = event;
    if (run === undefined) return;
    const late = lateness(event, run, run.check ?? run.milestone);
    if (late === 0) return;
    tally.exercised++;
    if (answer !== type.ok) return;
    breach(
      tally,
      [number, late],
      (check, end) =>
        `${check?.worker} was told that it owns ${check?.job} although ${end?.operation === "clean" ? "its run had been cleaned" : `${end?.worker} had reserved it`}`,
    );
  }

  function observeMilestone(event: Observed): void {
    const { run } = event;
    if (run !== undefined && lateness(event, run, run.milestone) !== 0) tally.exercised++;
  }

  function observeEffect({ type: answer, number, milestone, run, repeated }: Observed): void {
    if (run === undefined || run.checked === milestone) return;
    tally.exercised++;
    if (answer !== type.ok || repeated) return;
    breach(
      tally,
      [number, run.grant],
      (effect) =>
        `${effect?.worker} had the effect "${effect?.milestone}" without a check that it still owns ${effect?.job}`,
    );
  }

  return {
    property: "milestone-owned",
    on: {
      check: atAnswers(observeCheck),
      milestone: { fail: observeMilestone, info: observeMilestone },
      effect: atAnswers(observeEffect),
    },
    result: () => tally,
  };
}
