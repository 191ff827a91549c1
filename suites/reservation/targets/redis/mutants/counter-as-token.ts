import { withCountedToken } from "./counted-token.ts";
import type { RedisMutant } from "./mutant.ts";

/** A standby that takes over has not counted the newest reservations, and gives their tokens once more. */
export const counterAsToken: RedisMutant = {
  description: "counts tokens in a key, which a failover sets back",
  caughtUnder: { fault: "failover", points: ["before-reserve"] },
  breaks: "token-monotone",
  create: (reference) => withCountedToken(reference, "return redis.call('INCR', KEYS[1])"),
};
