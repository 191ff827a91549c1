import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import { keysOf } from "../scripts.ts";
import type { RedisMutant } from "./mutant.ts";

const promise = `
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] or redis.call('HGET', KEYS[1], 'state') ~= 'running' then return 0 end
redis.call('SET', KEYS[2], ARGV[1])
return redis.call('HSET', KEYS[1], 'until', ARGV[2]) * 0 + 1`;
const take = `
local state, token, till = unpack(redis.call('HMGET', KEYS[1], 'state', 'token', 'until'))
if state ~= 'running' or not till or tonumber(till) >= tonumber(ARGV[1]) then return false end
redis.call('HSET', KEYS[1], 'state', 'abandoned')
return token`;

/** The owner promises a time on its clock, and a cleaner whose clock is ahead takes the run of a worker that is alive. */
export const ownClock: RedisMutant = {
  description: "writes until when it is alive by its own clock, and cleans by its own clock",
  caughtUnder: { fault: "clock-skew", points: ["before-heartbeat"] },
  breaks: "cleaner-accuracy",
  create({ reservations, redis, prefix }) {
    async function heartbeat({ job, token }: Reservation): Promise<boolean> {
      const until = Date.now() + job.timeToLiveSeconds * 1000;
      return (await redis.run(promise, keysOf(prefix, job.name), [token, until])) === 1;
    }
    return {
      reservations: {
        ...reservations,
        heartbeat,
        async reserve(job, worker) {
          const reservation = await reservations.reserve(job, worker);
          if (reservation !== undefined) await heartbeat(reservation);
          return reservation;
        },
        async milestone(reservation, name, action) {
          const result = await reservations.milestone(reservation, name, action);
          await heartbeat(reservation);
          return result;
        },
        async clean() {
          const cleaned = [];
          for (const job of (await redis.run(
            "return redis.call('SMEMBERS', KEYS[1])",
            [`${prefix}:jobs`],
            [],
          )) as string[]) {
            const token = await redis.run(take, keysOf(prefix, job), [Date.now()]);
            if (token !== null) cleaned.push({ job, token: Number(token) });
          }
          return cleaned;
        },
      },
    };
  },
};
