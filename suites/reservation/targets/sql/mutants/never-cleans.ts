import type { Mutant } from "./mutant.ts";

/** The job of a dead worker stays reserved for ever. */
export const neverCleans: Mutant = {
  description: "never cleans the runs of the dead",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "progress",
  create: ({ reservations }) => ({ reservations: { ...reservations, clean: async () => [] } }),
};
