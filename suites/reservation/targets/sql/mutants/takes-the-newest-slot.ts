import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** What fell due before an outage, or was left by a dead worker, is skipped. */
export const takesTheNewestSlot: Mutant = {
  description: "runs the slot that is due now, whatever was left before",
  caughtUnder: {
    fault: "kill",
    points: ["after-reserve", "after-check:collect", "after-effect:collect", "after-check:send", "after-effect:send"],
  },
  breaks: "no-lost-run",
  create: ({ rules, store }) => {
    const taken = { ...rules.taken, slot: store.dialect.due("instant", ":everySeconds") };
    return { reservations: createReservations(store, { ...rules, taken }) };
  },
};
