import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";

/** Each worker counts for itself, so that a new worker begins below what others have reached. */
export const ownCounterAsToken: Mutant = {
  description: "counts its own reservations, and takes that for the token",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "token-monotone",
  create() {
    const counted = new Map<Reservation, number>();
    return {
      fence(reservation) {
        if (!counted.has(reservation)) counted.set(reservation, counted.size + 1);
        return counted.get(reservation);
      },
    };
  },
};
