import type { Mutant } from "./mutant.ts";

/** A worker that was stopped before a milestone begins it as the owner of the past. */
export const neverChecks: Mutant = {
  description: "takes the reservation for ownership for ever, and never looks whether it still holds",
  caughtUnder: { fault: "stop-and-resume", points: ["after-reserve"] },
  breaks: "milestone-owned",
  create: ({ reservations }) => ({
    reservations: { ...reservations, milestone: (_reservation, _name, action) => action() },
  }),
};
