import type { Reservation } from "../../../../../docker/shop/jobs/job.ts";
import { readJobRecord } from "../job-record.ts";
import { keysBelow } from "../keys.ts";
import { getAll, modRevisionIs, put } from "../transaction.ts";
import type { EtcdMutant } from "./mutant.ts";

/** The owner promises a time on its clock, and a cleaner whose clock is ahead takes the run of a worker that is alive. */
export const ownClock: EtcdMutant = {
  description: "writes until when it is alive by its own clock, and cleans by its own clock",
  caughtUnder: { fault: "clock-skew", points: ["before-heartbeat"] },
  breaks: "cleaner-accuracy",
  create({ reservations, etcd, prefix }) {
    const keys = keysBelow(prefix);
    async function heartbeat({ job, token }: Reservation): Promise<boolean> {
      const until = String(Date.now() + job.timeToLiveSeconds * 1000);
      const { succeeded } = await etcd.transact(
        {
          compare: [modRevisionIs(keys.job(job.name), token)],
          success: [put(keys.life(job.name), until)],
          failure: [],
        },
        "repeatable",
      );
      return succeeded;
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
          const read = { compare: [], success: [getAll(keys.jobs), getAll(keys.lives)], failure: [] };
          const [jobs = [], lives = []] = (await etcd.transact(read, "repeatable")).found;
          const cleaned = [];
          for (const { key, value, modRevision: token } of jobs) {
            const record = readJobRecord(value);
            const life = lives.find((one) => one.key === keys.life(record.name));
            // What is no time was written a moment ago, by the reference.
            if (record.state !== "running" || !(Number(life?.value) < Date.now())) continue;
            const abandoned = put(key, JSON.stringify({ ...record, state: "abandoned", ended: token }));
            const taking = { compare: [modRevisionIs(key, token)], success: [abandoned], failure: [] };
            if ((await etcd.transact(taking, "once")).succeeded) cleaned.push({ job: record.name, token });
          }
          return cleaned;
        },
      },
    };
  },
};
