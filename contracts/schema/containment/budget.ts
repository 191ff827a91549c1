import { Exhausted } from "./outcome.ts";

/** How many steps one question may take; a step is a branch of the search, a state of an automaton, a value looked at. */
const maxSteps = 100_000;
/** The clock comes second: the steps are meant to run out first, so that the answer does not depend on the machine. */
const maxMilliseconds = 750;
const stepsPerLook = 64;

/** Bounds the work for one question. */
export interface Budget {
  /** Throws `Exhausted` when there is nothing left. */
  spend(steps?: number): void;
  /** Looks at the clock, after something that may have taken long; throws `Exhausted` too. */
  look(): void;
}

/** `now` gives milliseconds. */
export function createBudget(now: () => number): Budget {
  const end = now() + maxMilliseconds;
  let left = maxSteps;
  let untilLook = stepsPerLook;
  const look = () => {
    untilLook = stepsPerLook;
    if (now() > end) throw new Exhausted("it takes longer than is allowed for one pair");
  };
  return {
    look,
    spend: (steps = 1) => {
      left -= steps;
      if (left < 0) throw new Exhausted("it takes more steps than are allowed for one pair");
      untilLook -= steps;
      if (untilLook <= 0) look();
    },
  };
}
