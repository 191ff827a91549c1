import type { Mutant } from "./mutant.ts";
import { reservationsByOwnClock } from "./own-clock.ts";

/** A cleaner whose clock is ahead takes every run for silent. */
export const cleansByOwnClock: Mutant = {
  description: "cleans by the worker's clock instead of the database's",
  caughtUnder: {
    fault: "clock-skew",
    points: [
      "before-reserve",
      "after-reserve",
      "before-milestone:collect",
      "after-check:collect",
      "after-milestone:collect",
      "after-check:send",
      "before-finish",
      "after-finish",
    ],
  },
  breaks: "clock-tolerance",
  create: (reference) => ({
    reservations: reservationsByOwnClock(reference, (rules, { expired }) => ({ ...rules, expired })),
  }),
};
