import { keysOf } from "../scripts.ts";
import type { RedisMutant } from "./mutant.ts";

/** The owner of the past keeps the run of its successor alive, and never learns that it lost its own. */
export const extendsAnyLease: RedisMutant = {
  description: "extends the lease without a look at whose it is",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:collect"] },
  breaks: "no-zombie-write",
  create: ({ reservations, redis, prefix }) => ({
    reservations: {
      ...reservations,
      async heartbeat({ job }) {
        const extend = "return redis.call('PEXPIRE', KEYS[2], ARGV[1])";
        return (await redis.run(extend, keysOf(prefix, job.name), [job.timeToLiveSeconds * 1000])) === 1;
      },
    },
  }),
};
