import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";

/** A worker whose clock is behind comes with a smaller token than those before it. */
export const ownClockAsToken: Mutant = {
  description: "takes the worker's time of day for the token",
  caughtUnder: { fault: "clock-skew", points: ["after-finish"] },
  breaks: "clock-tolerance",
  create() {
    const taken = new Map<Reservation, number>();
    return {
      fence(reservation) {
        if (!taken.has(reservation)) taken.set(reservation, Date.now());
        return taken.get(reservation);
      },
    };
  },
};
