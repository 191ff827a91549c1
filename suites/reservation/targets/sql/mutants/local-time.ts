import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import type { Mutant } from "./mutant.ts";

/** What one worker wrote an hour ahead is long over for one whose zone is behind, or not for hours. */
export const localTime: Mutant = {
  description: "keeps moments in the time zone of the worker that writes them",
  caughtUnder: { fault: "race", points: [] },
  breaks: "cleaner-accuracy",
  create({ rules, store, worker }) {
    const hours = Number(/\d+$/.exec(worker)?.[0] ?? 0);
    const local = store.dialect.after("instant", String(hours * 3_600));
    const expired = rules.expired.replace("instant", local);
    const taken = { ...rules.taken, alive_until: store.dialect.after(local, ":timeToLiveSeconds") };
    return { reservations: createReservations(store, { ...rules, expired, taken }) };
  },
};
