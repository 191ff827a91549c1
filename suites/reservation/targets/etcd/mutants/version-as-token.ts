import { keysBelow } from "../keys.ts";
import { remove } from "../transaction.ts";
import type { EtcdMutant } from "./mutant.ts";
import { readKey } from "./read-key.ts";
import { withToken } from "./token-of.ts";

/** A key that is removed and made again begins with version 1, as before. */
export const versionAsToken: EtcdMutant = {
  description: "removes the job's key when it is done, and sends the key's version as the token",
  caughtUnder: { fault: "race", points: [] },
  breaks: "token-monotone",
  create(reference) {
    const { etcd, prefix } = reference;
    const keys = keysBelow(prefix);
    const versioned = withToken(reference, async ({ job }) => (await readKey(etcd, keys.job(job.name))).version);
    return {
      ...versioned,
      reservations: {
        ...reference.reservations,
        ...versioned.reservations,
        async finish(reservation, outcome) {
          const finished = await reference.reservations.finish(reservation, outcome);
          const forget = { compare: [], success: [remove(keys.job(reservation.job.name))], failure: [] };
          if (finished) await etcd.transact(forget, "once");
          return finished;
        },
      },
    };
  },
};
