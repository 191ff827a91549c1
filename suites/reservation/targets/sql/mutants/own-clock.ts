import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Rules } from "../../../../../docker/shop/jobs/rules.ts";
import type { Reservations } from "../../reference/protocol.ts";
import type { Reference } from "./mutant.ts";

/** The reference with the worker's clock instead of the database's, in the rules that `spoil` takes from the second ones. */
export function reservationsByOwnClock(
  { database, rules, store }: Reference,
  spoil: (rules: Rules, byOwnClock: Rules) => Rules,
): Reservations {
  // Read anew for each operation.
  const now = () => {
    const moment = literal[database](new Date().toISOString());
    const byOwnClock = (text: string) => text.replaceAll("instant", moment).replaceAll(store.dialect.clock, moment);
    const spoilt: Rules = JSON.parse(JSON.stringify(rules), (_, value) =>
      typeof value === "string" ? byOwnClock(value) : value,
    );
    return createReservations(store, spoil(rules, spoilt));
  };
  return {
    clean: () => now().clean(),
    reserve: (job, worker) => now().reserve(job, worker),
    heartbeat: (reservation) => now().heartbeat(reservation),
    milestone: (reservation, name, action) => now().milestone(reservation, name, action),
    finish: (reservation, outcome) => now().finish(reservation, outcome),
  };
}

const literal = {
  postgres: (iso: string) => `TIMESTAMPTZ '${iso}'`,
  mariadb: (iso: string) => `TIMESTAMP '${iso.replace("T", " ").replace("Z", "")}'`,
};
