import { atAnswers, breach, createTally, type PropertyCheck } from "../judgement.ts";
import { type Observed, type } from "../observed.ts";

/**
 * S7: a milestone of a slot has its effect at most once, however often the slot is run. An effect that the ledger knows
 * again by its key, and does not have again, is none.
 *
 * It is exercised by each run of a slot that already has effects, and by each effect that was tried again.
 */
export function atMostOnce(): PropertyCheck {
  const tally = createTally();

  function observeReserve({ run }: Observed): void {
    if (run?.slot !== undefined && run.slot.effects.length > 0) tally.exercised++;
  }

  function observeEffect({ type: answer, number, job, run, slot: name, milestone, repeated }: Observed): void {
    if (name === 0) return;
    const own = run?.slot;
    const slot = own !== undefined && own.name === name ? own : job.slots.get(name);
    const before = slot?.effects.find((effect) => effect.milestone === milestone);
    if (before === undefined) return;
    tally.exercised++;
    if (answer !== type.ok || repeated) return;
    breach(
      tally,
      [number, before.number],
      (again, first) =>
        `the effect "${again?.milestone}" for ${again?.slot} was had by ${first?.worker} and again by ${again?.worker}`,
    );
  }

  return {
    property: "at-most-once",
    on: { reserve: { ok: observeReserve }, effect: atAnswers(observeEffect) },
    result: () => tally,
  };
}
