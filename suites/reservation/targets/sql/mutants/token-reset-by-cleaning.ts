import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** Who reserves after that begins below what effects have carried. */
export const tokenResetByCleaning: Mutant = {
  description: "sets the token back when it cleans",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "token-monotone",
  create: ({ rules, store }) => ({
    reservations: createReservations(store, { ...rules, cleaned: { ...rules.cleaned, token: "0" } }),
  }),
};
