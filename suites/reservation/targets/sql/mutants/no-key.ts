import type { Mutant } from "./mutant.ts";

/** A worker that dies between its effect and its commit leaves a slot whose next run has the effect again. */
export const noKey: Mutant = {
  description: "sends no idempotency key with the effect",
  caughtUnder: { fault: "kill", points: ["after-effect:collect"] },
  breaks: "at-most-once",
  create: () => ({ key: () => undefined }),
};
