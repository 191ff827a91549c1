import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** The owner of the past keeps the run of its successor alive, and never learns that it lost its own. */
export const heartbeatOfAnybody: Mutant = {
  description: "gives signs of life for the job, whoever owns it",
  caughtUnder: {
    fault: "stop-and-resume",
    points: ["before-milestone:collect", "after-check:collect", "after-milestone:collect", "after-check:send"],
  },
  breaks: "no-zombie-write",
  create: ({ reservations, rules, store }) => {
    const ofAnybody = createReservations(store, { ...rules, owned: "name = :name" });
    return { reservations: { ...reservations, heartbeat: ofAnybody.heartbeat } };
  },
};
