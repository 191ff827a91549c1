import { engineTargets } from "./engines/index.ts";
import { etcd } from "./etcd/target.ts";
import { redis } from "./redis/target.ts";
import { shop } from "./shop/target.ts";
import { sql } from "./sql/target.ts";
import type { ReservationTarget } from "./target.ts";

/** Everything that `tercet jobs verify` knows by name. */
export const reservationTargets: readonly ReservationTarget[] = [sql, etcd, redis, shop, ...engineTargets];
