import type { RedisMutant } from "./mutant.ts";

/** As with Redlock: the lock's value is known to the lock alone, so the resource cannot tell the owner of the past. */
export const lockWithoutToken: RedisMutant = {
  description: "relies on the lease, and sends neither fencing token nor key with the effect",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:send"] },
  breaks: "single-effective-runner",
  create: () => ({ fence: () => undefined, key: () => undefined }),
};
