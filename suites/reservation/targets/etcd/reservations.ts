import { OwnershipLost, type Reservation } from "../../../../docker/shop/jobs/job.ts";
import type { Cleaned, Reservations } from "../reference/protocol.ts";
import type { EtcdClient } from "./client.ts";
import { type JobRecord, readJobRecord, slotToRun } from "./job-record.ts";
import { keysBelow } from "./keys.ts";
import { createStillness } from "./stillness.ts";
import { get, getAll, modRevisionIs, put, remove, removeAll } from "./transaction.ts";

// Why the protocol holds, hole by hole:
// - Every change of a job is a transaction that compares the mod_revision of the job's key, so of two that looked at the
//   same time one is refused. While a run goes on, its key is not written; so the revision of the write that reserved it
//   is true as long as it is owned, and larger than every one before, also after the key was removed (a version begins
//   again at 1) and whoever the owner was (a lease and a lock have names, which a resource cannot order).
// - A transaction locks nothing. A worker may be stopped between the check and the effect, and acts as the owner of the
//   past when it wakes up; so the token goes with the effect, and the resource refuses it.
// - A transaction that only reads is answered by a majority only if it holds a read that is not `serializable`. One without
//   any operation is answered by any node, from whatever it last heard; so the check reads the milestone.
// - A lease ends on the leader's clock, and a new leader begins it again. So a sign of life is a write, and a cleaner takes
//   a run when it has itself seen the same one for the whole time to live, by a transaction that compares its revision: a
//   sign that succeeded in the meantime refuses it. No two clocks are compared.

/**
 * The protocol on etcd's key-value transactions, below a prefix. `looked` is awaited in reserve between the read and the
 * transaction that relies on it.
 */
export function createEtcdReservations(options: {
  readonly etcd: EtcdClient;
  readonly prefix: string;
  looked(): Promise<void>;
}): Reservations {
  const { etcd, prefix, looked } = options;
  const keys = keysBelow(prefix);
  const stillness = createStillness();

  /** The condition that the run still owns its job. */
  const owned = ({ job: { name }, token }: Reservation) => modRevisionIs(keys.job(name), token);

  async function take(record: JobRecord, token: number, life: number): Promise<boolean> {
    const silent = stillness.unchangedFor(keys.life(record.name), life) >= record.timeToLiveSeconds * 1000;
    // A cleaner that was started later counts from then on: a run that is too long is never taken too early.
    const tooLong = stillness.unchangedFor(keys.job(record.name), token) >= record.timeoutSeconds * 1000;
    if (!silent && !tooLong) return false;
    const { succeeded } = await etcd.transact(
      {
        compare: [
          modRevisionIs(keys.job(record.name), token),
          ...(tooLong ? [] : [modRevisionIs(keys.life(record.name), life)]),
        ],
        success: [
          put(keys.job(record.name), JSON.stringify({ ...record, state: "abandoned", ended: token })),
          remove(keys.life(record.name)),
        ],
        failure: [],
      },
      "once",
    );
    return succeeded;
  }

  return {
    async clean() {
      const { found } = await etcd.transact(
        { compare: [], success: [getAll(keys.jobs), getAll(keys.lives)], failure: [] },
        "repeatable",
      );
      const [jobs = [], lives = []] = found;
      const lifeOf = new Map(lives.map(({ key, modRevision }) => [key, modRevision]));
      const cleaned: Cleaned[] = [];
      for (const { value, modRevision: token } of jobs) {
        const record = readJobRecord(value);
        if (record.state !== "running") continue;
        const life = lifeOf.get(keys.life(record.name)) ?? 0;
        if (await take(record, token, life)) cleaned.push({ job: record.name, token });
      }
      return cleaned;
    },

    async reserve(job, worker) {
      const { name, everySeconds, timeoutSeconds, timeToLiveSeconds } = job;
      const key = keys.job(name);
      const { found } = await etcd.transact({ compare: [], success: [get(key)], failure: [] }, "repeatable");
      const current = found[0]?.[0];
      const record = current === undefined ? undefined : readJobRecord(current.value);
      const slot = slotToRun(record, everySeconds, etcd.now());
      if (slot === undefined) return undefined;
      await looked();
      const running: JobRecord = { name, state: "running", worker, slot, timeToLiveSeconds, timeoutSeconds };
      const { succeeded, revision } = await etcd.transact(
        {
          compare: [modRevisionIs(key, current?.modRevision ?? 0)],
          success: [put(key, JSON.stringify(running)), put(keys.life(name), worker)],
          failure: [],
        },
        "once",
      );
      return succeeded ? { job, worker, token: revision, slot } : undefined;
    },

    async heartbeat(reservation) {
      const { succeeded } = await etcd.transact(
        {
          compare: [owned(reservation)],
          success: [put(keys.life(reservation.job.name), reservation.worker)],
          failure: [],
        },
        "repeatable",
      );
      return succeeded;
    },

    async milestone<T>(reservation: Reservation, milestone: string, action: () => Promise<T>) {
      const { job, worker, slot } = reservation;
      const key = keys.milestone(job.name, slot, milestone);
      const check = await etcd.transact(
        { compare: [owned(reservation)], success: [get(key)], failure: [get(key)] },
        "repeatable",
      );
      if (!check.succeeded) throw new OwnershipLost(reservation);
      const reached = check.found[0]?.[0];
      if (reached !== undefined) return JSON.parse(reached.value) as T;
      const result = await action();
      const { succeeded } = await etcd.transact(
        {
          compare: [owned(reservation)],
          success: [put(key, JSON.stringify(result ?? null)), put(keys.life(job.name), worker)],
          failure: [],
        },
        "repeatable",
      );
      if (!succeeded) throw new OwnershipLost(reservation);
      return result;
    },

    async finish(reservation, outcome) {
      const { job, worker, token, slot } = reservation;
      const { name, timeToLiveSeconds, timeoutSeconds } = job;
      const key = keys.job(name);
      const state = outcome === "abandoned" ? "abandoned" : "settled";
      const record: JobRecord = {
        ...{ name, state, worker, slot, timeToLiveSeconds, timeoutSeconds },
        ...{ ended: token, outcome },
      };
      const { succeeded, retried, found } = await etcd.transact(
        {
          compare: [owned(reservation)],
          success: [
            put(key, JSON.stringify(record)),
            remove(keys.life(name)),
            // Milestones are kept as long as the slot may run again.
            ...(outcome === "abandoned" ? [] : [removeAll(keys.milestones(name))]),
          ],
          failure: [get(key)],
        },
        "repeatable",
      );
      if (succeeded || !retried) return succeeded;
      // Refused, perhaps because of its own attempt that got no answer.
      const current = found[0]?.[0];
      const ended = current === undefined ? undefined : readJobRecord(current.value);
      if (ended?.ended === token) return ended.outcome !== undefined;
      throw new Error(`nobody knows whether ${worker} finished ${name} (token ${token})`);
    },
  };
}
