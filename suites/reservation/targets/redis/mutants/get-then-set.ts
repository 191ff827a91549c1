import { z } from "zod";
import { keysOf } from "../scripts.ts";
import type { RedisMutant } from "./mutant.ts";

const foundSchema = z.tuple([z.string().nullable(), z.coerce.number(), z.coerce.number(), z.number()]);

const look = `
local state, token, slot = unpack(redis.call('HMGET', KEYS[1], 'state', 'token', 'slot'))
local time = redis.call('TIME')
return {state, token or '0', slot or '0', time[1] * 1000 + math.floor(time[2] / 1000)}`;
const set = `
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[4])
return redis.call('HSET', KEYS[1], 'state', 'running', 'token', ARGV[1], 'worker', ARGV[2], 'slot', ARGV[3],
  'deadline', ARGV[5])`;

/** Two workers that look at the same time both find the job free, and both count on from the token that they saw. */
export const getThenSet: RedisMutant = {
  description: "reserves by a read followed by a write",
  caughtUnder: { fault: "race", points: [] },
  breaks: "single-effective-runner",
  create: ({ reservations, redis, prefix, announce }) => ({
    reservations: {
      ...reservations,
      async reserve(job, worker) {
        // Makes the job known, and finds it running or not due.
        const keys = keysOf(prefix, job.name);
        const [state, last, lastSlot, now] = foundSchema.parse(await redis.run(look, keys, []));
        const every = job.everySeconds * 1000;
        const due = now - (now % every);
        if (state === "running" || (state === "settled" && lastSlot >= due)) return undefined;
        await announce({ type: "ok", operation: "look" });
        const slot = state === "abandoned" ? lastSlot : due;
        const token = last + 1;
        const [timeToLive, timeout] = [job.timeToLiveSeconds * 1000, job.timeoutSeconds * 1000];
        await redis.run("return redis.call('SADD', KEYS[1], ARGV[1])", [`${prefix}:jobs`], [job.name]);
        await redis.run(set, keys, [token, worker, slot, timeToLive, now + timeout]);
        return { job, worker, token, slot: new Date(slot) };
      },
    },
  }),
};
