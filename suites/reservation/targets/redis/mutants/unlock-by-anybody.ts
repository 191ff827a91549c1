import { keysOf } from "../scripts.ts";
import type { RedisMutant } from "./mutant.ts";

const unlock = `
redis.call('DEL', KEYS[2], KEYS[3])
return redis.call('HSET', KEYS[1], 'state', 'settled')`;

/** The owner of the past ends the run of its successor. */
export const unlockByAnybody: RedisMutant = {
  description: "deletes the lease when its run is over, whoever holds it then",
  caughtUnder: { fault: "stop-and-resume", points: ["after-milestone:send"] },
  breaks: "no-zombie-write",
  create: ({ reservations, redis, prefix }) => ({
    reservations: {
      ...reservations,
      async finish({ job }) {
        await redis.run(unlock, keysOf(prefix, job.name), []);
        return true;
      },
    },
  }),
};
