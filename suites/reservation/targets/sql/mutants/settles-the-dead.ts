import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** What a dead worker left is taken for done. */
export const settlesTheDead: Mutant = {
  description: "takes the slot of a dead worker for settled",
  caughtUnder: {
    fault: "kill",
    points: ["after-reserve", "after-check:collect", "after-effect:collect", "after-check:send", "after-effect:send"],
  },
  breaks: "no-lost-run",
  create: ({ rules, store }) => ({
    reservations: createReservations(store, { ...rules, cleaned: { state: "'settled'" } }),
  }),
};
