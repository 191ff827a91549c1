import { randomInt } from "node:crypto";
import { askGateway } from "../gateway.ts";
import type { EtcdMutant } from "./mutant.ts";
import { withToken } from "./token-of.ts";

const largestId = 2 ** 47;

/** A lease's ID names it, and says nothing of the order in which leases were granted. */
export const leaseIdAsToken: EtcdMutant = {
  description: "sends the ID of its lease as the token",
  caughtUnder: { fault: "race", points: [] },
  breaks: "token-monotone",
  create: (reference) =>
    withToken(reference, async ({ job }) => {
      const id = randomInt(1, largestId);
      const lease = { ID: String(id), TTL: String(Math.ceil(job.timeToLiveSeconds)) };
      await askGateway(reference.endpoints[0] ?? "", "/v3/lease/grant", lease, job.timeToLiveSeconds * 1000);
      return id;
    }),
};
