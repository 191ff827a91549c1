import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** A worker that does not come back leaves its job to nobody. */
export const onlyTheSameWorker: Mutant = {
  description: "lets a run that was lost be taken up by the worker that lost it alone",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "progress",
  create: ({ rules, store }) => ({
    reservations: createReservations(store, {
      ...rules,
      free: `(state = 'settled' OR worker = :worker) AND (${rules.free})`,
    }),
  }),
};
