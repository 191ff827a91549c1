import { z } from "zod";
import { OwnershipLost, type Reservation } from "../../../../docker/shop/jobs/job.ts";
import type { Cleaned, Reservations } from "../reference/protocol.ts";
import type { RedisClient } from "./client.ts";
import * as scripts from "./scripts.ts";

const namesSchema = z.array(z.string());
const tokenSchema = z.string().transform(Number).pipe(z.int());
const grantedSchema = z.tuple([tokenSchema, z.string().transform((text) => new Date(Number(text)))]);
const checkedSchema = z.array(z.string()).max(1);
const doneSchema = z.literal([0, 1]).transform((number) => number === 1);

// Why the protocol holds on one server that loses no answered write (with an append-only file), hole by hole:
// - Every transition looks and writes in one script.
// - A run owns its job as long as the job says so, under the run's own token. The lease is only the sign of life: it ends
//   by itself, on the server's clock, and whoever cleans looks for it in the script that takes the run.
// - A check holds nothing. A worker may be stopped between check and effect, so the token goes with the effect.
// Where an asynchronous standby takes over, writes that were answered are gone: target.ts says what that costs.

/** The protocol on Redis, with keys below a prefix. */
export function createRedisReservations(options: {
  readonly redis: RedisClient;
  readonly prefix: string;
}): Reservations {
  const { redis, prefix } = options;
  const jobs = `${prefix}:jobs`;
  const keysOf = (name: string) => scripts.keysOf(prefix, name);

  return {
    async clean() {
      const cleaned: Cleaned[] = [];
      for (const job of namesSchema.parse(await redis.run(scripts.jobsScript, [jobs], []))) {
        const taken = tokenSchema.nullable().parse(await redis.run(scripts.cleanScript, keysOf(job), []));
        if (taken !== null) cleaned.push({ job, token: taken });
      }
      return cleaned;
    },

    async reserve(job, worker) {
      // Each time: a standby that takes over may not know the job.
      await redis.run(scripts.knowScript, [jobs], [job.name]);
      const durations = [job.everySeconds, job.timeToLiveSeconds, job.timeoutSeconds].map(milliseconds);
      const answer = await redis.run(scripts.reserveScript, keysOf(job.name), [worker, ...durations]);
      if (answer === null) return undefined;
      const [token, slot] = grantedSchema.parse(answer);
      return { job, worker, token, slot };
    },

    async heartbeat({ job, token }) {
      return doneSchema.parse(
        await redis.run(scripts.heartbeatScript, keysOf(job.name), [token, milliseconds(job.timeToLiveSeconds)]),
      );
    },

    async milestone<T>(reservation: Reservation, milestone: string, action: () => Promise<T>) {
      const { job, token } = reservation;
      const keys = keysOf(job.name);
      const check = await redis.run(scripts.checkScript, keys, [token, milestone]);
      if (check === null) throw new OwnershipLost(reservation);
      const [reached] = checkedSchema.parse(check);
      if (reached !== undefined) return JSON.parse(reached) as T;
      const result = await action();
      const record = [token, milestone, JSON.stringify(result ?? null), milliseconds(job.timeToLiveSeconds)];
      if (!doneSchema.parse(await redis.run(scripts.recordScript, keys, record))) throw new OwnershipLost(reservation);
      return result;
    },

    async finish({ job, token }, outcome) {
      const state = outcome === "abandoned" ? "abandoned" : "settled";
      return doneSchema.parse(await redis.run(scripts.finishScript, keysOf(job.name), [token, state, outcome]));
    },
  };
}

function milliseconds(seconds: number): number {
  return Math.ceil(seconds * 1000);
}
