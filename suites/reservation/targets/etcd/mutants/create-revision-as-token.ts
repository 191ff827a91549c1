import { keysBelow } from "../keys.ts";
import type { EtcdMutant } from "./mutant.ts";
import { readKey } from "./read-key.ts";
import { withToken } from "./token-of.ts";

/** It stays the same as long as the key is there, whoever reserves the job. */
export const createRevisionAsToken: EtcdMutant = {
  description: "sends the create_revision of the job's key instead of its mod_revision",
  caughtUnder: { fault: "race", points: [] },
  breaks: "token-monotone",
  create: (reference) =>
    withToken(reference, async ({ job }) => {
      const { createRevision } = await readKey(reference.etcd, keysBelow(reference.prefix).job(job.name));
      return createRevision;
    }),
};
