import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** A worker that died at once has done nothing, and so nobody does. */
export const settlesTheUnstarted: Mutant = {
  description: "takes the slot of a dead worker that reached no milestone for settled",
  caughtUnder: {
    fault: "kill",
    points: ["after-reserve", "after-check:collect", "after-effect:collect", "after-check:send", "after-effect:send"],
  },
  breaks: "no-lost-run",
  create: ({ rules, store: { tables }, store }) => {
    const started = `EXISTS (SELECT 1 FROM ${tables.milestone} AS reached WHERE reached.job = name AND reached.slot = job.slot)`;
    const cleaned = { state: `CASE WHEN ${started} THEN 'abandoned' ELSE 'settled' END` };
    return { reservations: createReservations(store, { ...rules, cleaned }) };
  },
};
