import { keysOf } from "../scripts.ts";
import type { RedisMutant } from "./mutant.ts";

const persist = "return redis.call('PERSIST', KEYS[2])";

/** What a dead worker has locked stays locked. */
export const setnxWithoutExpiry: RedisMutant = {
  description: "sets the lease without an expiry",
  caughtUnder: { fault: "kill", points: ["after-reserve"] },
  breaks: "progress",
  create({ reservations, redis, prefix }) {
    const forEver = (name: string) => redis.run(persist, keysOf(prefix, name), []);
    return {
      reservations: {
        ...reservations,
        async reserve(job, worker) {
          const reservation = await reservations.reserve(job, worker);
          if (reservation !== undefined) await forEver(job.name);
          return reservation;
        },
        async heartbeat(reservation) {
          const owned = await reservations.heartbeat(reservation);
          if (owned) await forEver(reservation.job.name);
          return owned;
        },
        async milestone(reservation, name, action) {
          const result = await reservations.milestone(reservation, name, action);
          await forEver(reservation.job.name);
          return result;
        },
      },
    };
  },
};
