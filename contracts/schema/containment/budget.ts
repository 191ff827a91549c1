import { Exhausted } from "./outcome.ts";

/** How many steps one question may take; a step is a branch of the search, a state of an automaton, a value looked at. */
const maxSteps = 100_000;
/** The clock comes second: the steps are meant to run out first, so that the answer does not depend on the machine. */
const maxMilliseconds = 900;
const stepsPerLook = 64;

/** Bounds the work for one question. */
export interface Budget {
  /** Throws `Exhausted` when there is nothing left. */
  spend(steps?: number): void;
}

/** `now` gives milliseconds; a share of the whole budget is for a part of the question. */
export function createBudget(now: () => number, share = 1): Budget {
  const end = now() + maxMilliseconds * share;
  let left = maxSteps * share;
  let untilLook = stepsPerLook;
  return {
    spend: (steps = 1) => {
      left -= steps;
      if (left < 0) throw new Exhausted("it takes more steps than are allowed for one pair");
      untilLook -= steps;
      if (untilLook > 0) return;
      untilLook = stepsPerLook;
      if (now() > end) throw new Exhausted("it takes longer than is allowed for one pair");
    },
  };
}
