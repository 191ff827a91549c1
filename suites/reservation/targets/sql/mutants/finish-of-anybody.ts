import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** The owner of the past settles the slot that its successor is busy with. */
export const finishOfAnybody: Mutant = {
  description: "finishes the job, whoever owns it",
  caughtUnder: { fault: "stop-and-resume", points: ["after-milestone:send"] },
  breaks: "no-zombie-write",
  create: ({ reservations, rules, store }) => {
    const ofAnybody = createReservations(store, { ...rules, owned: "name = :name" });
    return { reservations: { ...reservations, finish: ofAnybody.finish } };
  },
};
