import { sql } from "./sql/target.ts";
import type { ReservationTarget } from "./target.ts";

/** Everything that `tercet jobs verify` knows by name. */
export const reservationTargets: readonly ReservationTarget[] = [sql];
