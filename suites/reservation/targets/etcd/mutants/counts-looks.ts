import { readJobRecord } from "../job-record.ts";
import { keysBelow } from "../keys.ts";
import { getAll, modRevisionIs, put } from "../transaction.ts";
import type { EtcdMutant } from "./mutant.ts";

/** Looks may follow each other faster than signs of life, so that a run is taken from a worker that is alive. */
export const countsLooks: EtcdMutant = {
  description: "takes a run whose sign of life was the same at two looks, whatever time lay between them",
  caughtUnder: { fault: "stop-and-resume", points: ["before-heartbeat"] },
  breaks: "cleaner-accuracy",
  create({ reservations, etcd, prefix }) {
    const keys = keysBelow(prefix);
    let last = new Map<string, number>();
    return {
      reservations: {
        ...reservations,
        async clean() {
          const read = { compare: [], success: [getAll(keys.jobs), getAll(keys.lives)], failure: [] };
          const [jobs = [], lives = []] = (await etcd.transact(read, "repeatable")).found;
          const before = last;
          last = new Map(lives.map(({ key, modRevision }) => [key, modRevision]));
          const cleaned = [];
          for (const { key, value, modRevision: token } of jobs) {
            const record = readJobRecord(value);
            const life = last.get(keys.life(record.name));
            if (record.state !== "running" || life === undefined || before.get(keys.life(record.name)) !== life)
              continue;
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
