import type { Mutant } from "./mutant.ts";
import { look, take } from "./take.ts";

/** Two workers may both read that the job is free, before either writes that it is taken. */
export const readThenWrite: Mutant = {
  description: "reserves by a read followed by an update",
  caughtUnder: { fault: "race", points: [] },
  breaks: "single-effective-runner",
  create: (reference) => ({
    reservations: {
      ...reference.reservations,
      async reserve(job) {
        const found = await look(reference, job);
        if (found === undefined) return undefined;
        await reference.announce({ type: "ok", operation: "look" });
        return take(reference, job, found);
      },
    },
  }),
};
