import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** One sign of life that is a little late is taken for death. */
export const shortLease: Mutant = {
  description: "takes a lease of a tenth of the time to live",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "cleaner-accuracy",
  create: ({ rules, store }) => {
    const tenth = ":timeToLiveSeconds * 0.1";
    const taken = { ...rules.taken, alive_until: store.dialect.after("instant", tenth) };
    const alive = { alive_until: store.dialect.after(store.dialect.clock, tenth) };
    return { reservations: createReservations(store, { ...rules, taken, alive }) };
  },
};
