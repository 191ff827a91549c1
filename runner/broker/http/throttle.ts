import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Problem } from "./problem.ts";

/** How many requests are served before one is refused with 429. */
export interface Rates {
  /** Requests of one client in a second. */
  readonly requestsPerSecond: number;
  /** Requests of one address that could not be authenticated, in a minute: guessing is slowed down. */
  readonly failuresPerMinute: number;
}

/** Counts requests; throws `Problem` 429 above the rate. */
export interface Throttle {
  /** Returns the headers that say what is left (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4). */
  count(client: string): Promise<Readonly<Record<string, string>>>;
  /** Refuses an address that failed too often already. */
  admit(address: string): Promise<void>;
  countFailure(address: string): Promise<void>;
}

/** Counts in memory: the limits are those of one process. */
export function createThrottle({ requestsPerSecond, failuresPerMinute }: Rates): Throttle {
  const requests = new RateLimiterMemory({ points: requestsPerSecond, duration: 1 });
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: 60 });
  const policy = `"client";q=${requestsPerSecond};w=1`;
  return {
    async count(client) {
      const state = await consume(requests, client);
      const reset = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
      return { "ratelimit-policy": policy, ratelimit: `"client";r=${state.remainingPoints};t=${reset}` };
    },
    async admit(address) {
      const state = await failures.get(address);
      if (state !== null && state.consumedPoints > failuresPerMinute) throw tooMany(state);
    },
    async countFailure(address) {
      await consume(failures, address);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (error) {
    throw error instanceof RateLimiterRes ? tooMany(error) : error;
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): Problem {
  return new Problem(429, "Too many requests", "The rate of this broker is used up: try again later.", {
    headers: { "retry-after": String(Math.max(1, Math.ceil(msBeforeNext / 1000))) },
  });
}
