import { z } from "zod";
import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import type { Protocol } from "../../reference/protocol.ts";
import { keysOf } from "../scripts.ts";
import type { RedisMutant } from "./mutant.ts";

/** The reference, but for the token that goes with effects: a script counts it in KEYS[1]. ARGV: time to live in milliseconds. */
export function withCountedToken(
  { reservations, redis, prefix }: Parameters<RedisMutant["create"]>[0],
  script: string,
): Partial<Protocol> {
  const tokens = new WeakMap<Reservation, number>();
  return {
    fence: (reservation) => tokens.get(reservation),
    reservations: {
      ...reservations,
      async reserve(job, worker) {
        const reservation = await reservations.reserve(job, worker);
        if (reservation === undefined) return undefined;
        const [key] = keysOf(prefix, job.name);
        const token = await redis.run(script, [`${key}:counter`], [job.timeToLiveSeconds * 1000]);
        tokens.set(reservation, z.number().parse(token));
        return reservation;
      },
    },
  };
}
