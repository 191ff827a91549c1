import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** Whoever looks takes the run from its owner, who is alive. */
export const cleansTheLiving: Mutant = {
  description: "cleans whatever runs, without a look at its signs of life",
  caughtUnder: { fault: "race", points: [] },
  breaks: "cleaner-accuracy",
  create: ({ rules, store }) => ({
    reservations: createReservations(store, { ...rules, expired: "state = 'running'" }),
  }),
};
