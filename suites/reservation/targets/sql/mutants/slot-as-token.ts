import type { Mutant } from "./mutant.ts";

/** A run after a crash has the slot of the run before, and so its token. */
export const slotAsToken: Mutant = {
  description: "takes the time at which the run fell due for the token",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "token-monotone",
  create: () => ({ fence: ({ slot }) => slot.getTime() }),
};
