import { counterAsToken } from "./counter-as-token.ts";
import { extendsAnyLease } from "./extends-any-lease.ts";
import { getThenSet } from "./get-then-set.ts";
import { lockWithoutToken } from "./lock-without-token.ts";
import type { RedisMutant } from "./mutant.ts";
import { ownClock } from "./own-clock.ts";
import { setnxWithoutExpiry } from "./setnx-without-expiry.ts";
import { tokenExpires } from "./token-expires.ts";
import { unlockByAnybody } from "./unlock-by-anybody.ts";

/** By name. */
export const mutants = {
  "setnx-without-expiry": setnxWithoutExpiry,
  "unlock-by-anybody": unlockByAnybody,
  "get-then-set": getThenSet,
  "lock-without-token": lockWithoutToken,
  "token-expires": tokenExpires,
  "counter-as-token": counterAsToken,
  "extends-any-lease": extendsAnyLease,
  "own-clock": ownClock,
} as const satisfies Record<string, RedisMutant>;
