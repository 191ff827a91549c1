import { withCountedToken } from "./counted-token.ts";
import type { RedisMutant } from "./mutant.ts";

const count = "local token = redis.call('INCR', KEYS[1]) redis.call('PEXPIRE', KEYS[1], ARGV[1]) return token";

/** A counter that nobody touched for a while begins again, below what the resource has seen. */
export const tokenExpires: RedisMutant = {
  description: "counts tokens in a key that expires",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "token-monotone",
  create: (reference) => withCountedToken(reference, count),
};
