import { countsLooks } from "./counts-looks.ts";
import { createRevisionAsToken } from "./create-revision-as-token.ts";
import { keepaliveAfterLoss } from "./keepalive-after-loss.ts";
import { leaseIdAsToken } from "./lease-id-as-token.ts";
import { lockOfALease } from "./lock-of-a-lease.ts";
import type { EtcdMutant } from "./mutant.ts";
import { ownClock } from "./own-clock.ts";
import { versionAsToken } from "./version-as-token.ts";

/** By name. */
export const mutants = {
  "lock-of-a-lease": lockOfALease,
  "create-revision-as-token": createRevisionAsToken,
  "version-as-token": versionAsToken,
  "lease-id-as-token": leaseIdAsToken,
  "keepalive-after-loss": keepaliveAfterLoss,
  "counts-looks": countsLooks,
  "own-clock": ownClock,
} as const satisfies Record<string, EtcdMutant>;
