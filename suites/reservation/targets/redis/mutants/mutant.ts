import type { Mutant } from "../../reference/mutant.ts";
import type { RedisClient } from "../client.ts";

/** The reference protocol on Redis with one thing wrong. */
export type RedisMutant = Mutant<{
  readonly redis: RedisClient;
  /** What the keys begin with. */
  readonly prefix: string;
}>;
