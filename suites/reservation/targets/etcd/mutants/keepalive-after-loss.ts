import { keysBelow } from "../keys.ts";
import { put } from "../transaction.ts";
import type { EtcdMutant } from "./mutant.ts";

/** The owner of the past keeps the run of its successor alive, and never learns that it lost its own. */
export const keepaliveAfterLoss: EtcdMutant = {
  description: "gives signs of life without the condition that it still owns the run",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:collect"] },
  breaks: "no-zombie-write",
  create: ({ reservations, etcd, prefix }) => ({
    reservations: {
      ...reservations,
      async heartbeat({ job, worker }) {
        const life = put(keysBelow(prefix).life(job.name), worker);
        await etcd.transact({ compare: [], success: [life], failure: [] }, "repeatable");
        return true;
      },
    },
  }),
};
