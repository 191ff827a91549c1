import { z } from "zod";
import { OwnershipLost, type Reservation } from "../../../../../docker/shop/jobs/job.ts";
import { askGateway } from "../gateway.ts";
import { encoded, get, modRevisionIs, put } from "../transaction.ts";
import type { EtcdMutant } from "./mutant.ts";

const leaseSchema = z.object({ ID: z.string().default(""), TTL: z.string().default("0") });

/** As with etcd's lock API: the lock is a key with a lease, and whoever made it believes to own it. */
export const lockOfALease: EtcdMutant = {
  description: "takes a key with a lease for a lock, and sends no token with the effect",
  caughtUnder: { fault: "stop-and-resume", points: ["after-check:send"] },
  breaks: "single-effective-runner",
  create({ reservations, etcd, endpoints, prefix, announce }) {
    const leases = new WeakMap<Reservation, string>();
    const lockOf = (name: string) => `${prefix}/lock/${encodeURIComponent(name)}`;
    const slotOf = (name: string) => `${prefix}/slot/${encodeURIComponent(name)}`;
    const settledOf = (name: string) => `${prefix}/settled/${encodeURIComponent(name)}`;
    async function lease(operation: string, body: object): Promise<z.output<typeof leaseSchema>> {
      const answer = await askGateway(endpoints[0] ?? "", `/v3/lease/${operation}`, body, 1_000);
      const { result = answer.body } = answer.body as { result?: unknown };
      return leaseSchema.parse(result);
    }
    return {
      fence: () => undefined,
      key: () => undefined,
      reservations: {
        ...reservations,
        // A lease that is over takes its key with it.
        clean: async () => [],
        async reserve(job, worker) {
          const reads = [get(lockOf(job.name)), get(slotOf(job.name)), get(settledOf(job.name))];
          const { found } = await etcd.transact({ compare: [], success: reads, failure: [] }, "repeatable");
          const [lock, last, settled] = found.map(([only]) => only?.value);
          const everyMilliseconds = job.everySeconds * 1000;
          const due = new Date(Math.floor(etcd.now() / everyMilliseconds) * everyMilliseconds);
          const slot = last === settled ? due : new Date(last ?? due);
          if (lock !== undefined || settled === slot.toISOString()) return undefined;
          await announce({ type: "ok", operation: "look" });
          const { ID } = await lease("grant", { TTL: String(Math.ceil(job.timeToLiveSeconds)) });
          const taken = { request_put: { key: encoded(lockOf(job.name)), value: encoded(worker), lease: ID } };
          const locked = await etcd.transact(
            {
              compare: [modRevisionIs(lockOf(job.name), 0)],
              success: [taken, put(slotOf(job.name), slot.toISOString())],
              failure: [],
            },
            "once",
          );
          if (!locked.succeeded) return undefined;
          const reservation = { job, worker, token: locked.revision, slot };
          leases.set(reservation, ID);
          return reservation;
        },
        async heartbeat(reservation) {
          return (await lease("keepalive", { ID: leases.get(reservation) })).TTL !== "0";
        },
        async milestone(reservation, _name, action) {
          const left = await lease("timetolive", { ID: leases.get(reservation) });
          if (Number(left.TTL) <= 0) throw new OwnershipLost(reservation);
          return action();
        },
        async finish(reservation) {
          const { job, slot } = reservation;
          const settled = put(settledOf(job.name), slot.toISOString());
          await etcd.transact({ compare: [], success: [settled], failure: [] }, "once");
          await lease("revoke", { ID: leases.get(reservation) });
          return true;
        },
      },
    };
  },
};
