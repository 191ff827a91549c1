import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** The job of a dead worker stays reserved until the longest run would be over. */
export const cleansByTimeoutAlone: Mutant = {
  description: "cleans what is overlong, without a look at its signs of life",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "progress",
  create: ({ rules, store }) => ({
    reservations: createReservations(store, { ...rules, expired: "state = 'running' AND deadline < instant" }),
  }),
};
