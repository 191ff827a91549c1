import type { Mutant } from "./mutant.ts";

/** The resource takes the effect of each later slot for a repetition of the first. */
export const keyWithoutSlot: Mutant = {
  description: "names an effect by its milestone alone, whatever slot it is for",
  caughtUnder: { fault: "kill", points: ["after-check:send"] },
  breaks: "idempotent",
  create: () => ({ key: ({ job }, milestone) => `${job.name}/${milestone}` }),
};
