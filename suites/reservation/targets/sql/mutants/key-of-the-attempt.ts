import { randomUUID } from "node:crypto";
import { OwnershipLost } from "../../../../../docker/shop/jobs/job.ts";
import type { Mutant } from "./mutant.ts";

/** The commit was lost, the effect was not. */
export const keyOfTheAttempt: Mutant = {
  description: "does a milestone of unknown outcome again, with a new key",
  caughtUnder: { fault: "lost-commit", points: ["after-check:collect"] },
  breaks: "at-most-once",
  create: ({ reservations }) => ({
    key: () => randomUUID(),
    reservations: {
      ...reservations,
      async milestone(reservation, name, action) {
        try {
          return await reservations.milestone(reservation, name, action);
        } catch (error) {
          if (error instanceof OwnershipLost) throw error;
          return reservations.milestone(reservation, name, action);
        }
      },
    },
  }),
};
