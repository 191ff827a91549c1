import type { Mutant } from "./mutant.ts";

/** The next run of the slot has another key, so that the resource does not know the effect again. */
export const keyOfTheRun: Mutant = {
  description: "names an effect by its run instead of its slot",
  caughtUnder: { fault: "kill", points: ["after-effect:collect"] },
  breaks: "idempotent",
  create: () => ({ key: ({ job, token }, milestone) => `${job.name}/${token}/${milestone}` }),
};
