import type { Mutant } from "./mutant.ts";

/** Nobody can order workers' names, so the resource cannot tell the owner of the past from the present one. */
export const workerIdAsToken: Mutant = {
  description: "sends its worker's name with the effect, and neither fencing token nor key",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:send"] },
  breaks: "single-effective-runner",
  create: () => ({ fence: () => undefined, key: () => undefined }),
};
