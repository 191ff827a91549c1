import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { OperationDefinition } from "../../../contracts/source/kit/index.ts";
import { rateLimit as standardLimit } from "../../../contracts/source/shop/operation.ts";
import type { Database } from "./database.ts";
import type { Migration } from "./migrate.ts";
import { Problem } from "./problem.ts";

/** Failed authentications of one address in a second, on one instance: guessing is slowed down. */
const failuresPerSecond = 1_000;

/** Unlogged: counters may be lost with the server, and cost no write-ahead log. */
export const throttleMigration: Migration = {
  name: "platform-throttle",
  sql: "CREATE UNLOGGED TABLE throttle (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)",
};

/** Counts requests; throws `Problem` 429 above the declared rate. */
export interface InputThrottle {
  /** Counts one of a client's requests for an operation, over all instances; returns the headers that tell what is left. */
  count(client: string, id: string, operation: OperationDefinition | undefined): Promise<Record<string, string>>;
  /** Counts a request that could not be authenticated. */
  countFailure(address: string): Promise<void>;
}

/** Counts in the database; while that is out of reach, each instance counts for itself. */
export function createInputThrottle(database: Database): InputThrottle {
  const limiters = new Map<string, RateLimiterPostgres>();
  const failures = new RateLimiterMemory({ points: failuresPerSecond, duration: 1 });
  const limiterOf = (id: string, { requests, windowSeconds }: Limit) => {
    const policy = { keyPrefix: id, points: requests, duration: windowSeconds };
    const limiter = new RateLimiterPostgres({
      ...policy,
      storeClient: database.pool,
      tableName: "throttle",
      tableCreated: true,
      // Who is over the limit is refused without asking the database again.
      inMemoryBlockOnConsumed: requests + 1,
      insuranceLimiter: new RateLimiterMemory(policy),
    });
    limiters.set(id, limiter);
    return limiter;
  };
  return {
    async count(client, id, operation) {
      const limit = operation?.extension?.rateLimit ?? standardLimit;
      const state = await consume(limiters.get(id) ?? limiterOf(id, limit), client);
      const headers = describe(limit, state);
      if (!state.refused) return headers;
      throw tooMany("The rate that is declared for this operation is used up.", state, headers);
    },
    async countFailure(address) {
      const state = await consume(failures, address);
      if (state.refused) {
        const limit = { requests: failuresPerSecond, windowSeconds: 1 };
        throw tooMany("Too many requests could not be authenticated.", state, describe(limit, state));
      }
    },
  };
}

interface Limit {
  readonly requests: number;
  readonly windowSeconds: number;
}

interface LimitState {
  readonly refused: boolean;
  readonly remaining: number;
  readonly resetSeconds: number;
}

async function consume(limiter: RateLimiterPostgres | RateLimiterMemory, key: string): Promise<LimitState> {
  try {
    return toState(await limiter.consume(key), false);
  } catch (error) {
    if (error instanceof RateLimiterRes) return toState(error, true);
    throw error;
  }
}

function toState({ remainingPoints, msBeforeNext }: RateLimiterRes, refused: boolean): LimitState {
  return { refused, remaining: remainingPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
}

/** draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4. */
function describe({ requests, windowSeconds }: Limit, { remaining, resetSeconds }: LimitState): Record<string, string> {
  return {
    "ratelimit-policy": `"client";q=${requests};w=${windowSeconds}`,
    ratelimit: `"client";r=${remaining};t=${resetSeconds}`,
  };
}

function tooMany(detail: string, { resetSeconds }: LimitState, headers: Record<string, string>): Problem {
  return new Problem(429, "too-many-requests", detail, {
    headers: { ...headers, "retry-after": String(resetSeconds) },
  });
}
