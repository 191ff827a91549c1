import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** The run after a crash has the token of the run before, which may still be about to act. */
export const tokenOfTheSlot: Mutant = {
  description: "counts the token up for a new slot, and not for a slot that is run again",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "token-monotone",
  create: ({ rules, store }) => {
    const taken = { ...rules.taken, token: "CASE state WHEN 'abandoned' THEN token ELSE token + 1 END" };
    return { reservations: createReservations(store, { ...rules, taken }) };
  },
};
