import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** Nobody can clean the run of a worker that is stopped there, nor reserve the job. */
export const lockWithoutEnd: Mutant = {
  description: "lets its transaction wait for the worker as long as that takes",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:collect"] },
  breaks: "progress",
  create: ({ rules, store }) => {
    const patient: typeof store = { ...store, transaction: (_silentSeconds, body) => store.transaction(3_600, body) };
    return { reservations: createReservations(patient, rules) };
  },
};
