import type { Mutant } from "./mutant.ts";
import { reservationsByOwnClock } from "./own-clock.ts";

/** The lease of a worker whose clock is behind is over before it begins. */
export const leaseByOwnClock: Mutant = {
  description: "writes its lease by the worker's clock instead of the database's",
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
    reservations: reservationsByOwnClock(reference, (rules, { taken, alive }) => ({
      ...rules,
      alive,
      taken: { ...rules.taken, alive_until: taken.alive_until as string },
    })),
  }),
};
