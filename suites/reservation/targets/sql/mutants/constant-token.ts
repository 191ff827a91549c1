import type { Mutant } from "./mutant.ts";

/** A resource cannot tell owners apart that come with one token. */
export const constantToken: Mutant = {
  description: "sends the same token with every effect",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:send"] },
  breaks: "single-effective-runner",
  create: () => ({ fence: () => 1, key: () => undefined }),
};
