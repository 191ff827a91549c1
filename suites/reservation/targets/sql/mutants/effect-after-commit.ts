import type { Mutant } from "./mutant.ts";

/** A worker that dies between the two leaves a milestone that was reached without its effect. */
export const effectAfterCommit: Mutant = {
  description: "commits that a milestone is reached, then has its effect",
  caughtUnder: { fault: "kill", points: ["after-check:collect"] },
  breaks: "idempotent",
  create: ({ reservations }) => ({
    reservations: {
      ...reservations,
      async milestone(reservation, name, action) {
        let isNew = false;
        await reservations.milestone(reservation, name, async () => {
          isNew = true;
        });
        return isNew ? action() : (true as Awaited<ReturnType<typeof action>>);
      },
    },
  }),
};
