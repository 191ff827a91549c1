import type { Mutant } from "./mutant.ts";

/** A resource cannot tell owners apart that come with one token. */
export const constantToken: Mutant = {
  description: "sends the same token with every effect",
  create: () => ({ fence: () => 1, key: () => undefined }),
};
