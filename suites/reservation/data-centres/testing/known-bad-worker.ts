// The reference protocol on etcd with one thing wrong that shows when sites lose each other. TERCET_MUTANT says which.
import { setTimeout as delay } from "node:timers/promises";
import { OwnershipLost, type Reservation } from "../../../../docker/shop/jobs/job.ts";
import { createEtcdClient } from "../../targets/etcd/client.ts";
import { createEtcdReservations } from "../../targets/etcd/reservations.ts";
import { fenceByToken, keyBySlot } from "../../targets/reference/protocol.ts";
import { runReferenceWorker } from "../../targets/reference/run-worker.ts";
import { workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness } from "../../workers/witness-client.ts";

type Reservations = ReturnType<typeof createEtcdReservations>;

const environment = workerEnvironmentSchema.parse(process.env);
const witness = connectWitness(environment);
const all = environment.TERCET_DATABASE_URL.split(",");
const reference = createEtcdReservations({
  etcd: createEtcdClient({
    endpoints: environment.TERCET_MUTANT === "keeps-to-one-node" ? all.slice(0, 1) : all,
    patienceMilliseconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS * 500,
  }),
  prefix: environment.TERCET_DATABASE_SCHEMA,
  looked: () => witness.announce({ type: "ok", operation: "look" }),
});

/** Takes no answer for a yes, whatever it asked; with no token, the ledger cannot tell. */
function believesSilence(): Partial<Reservations> {
  let latest = 0;
  const yes = () => true;
  return {
    async reserve(job, worker) {
      try {
        const reservation = await reference.reserve(job, worker);
        latest = Math.max(latest, reservation?.token ?? 0);
        return reservation;
      } catch {
        latest += 1;
        return { job, worker, token: latest, slot: new Date() };
      }
    },
    heartbeat: (reservation) => reference.heartbeat(reservation).catch(yes),
    async milestone<T>(reservation: Reservation, _name: string, action: () => Promise<T>) {
      const owned = await reference.heartbeat(reservation).catch(yes);
      if (!owned) throw new OwnershipLost(reservation);
      return action();
    },
    finish: (reservation, outcome) => reference.finish(reservation, outcome).catch(yes),
  };
}

/** Never gives a run up: asks until it is answered, and goes on whatever the answer is. */
function neverGivesUp(): Partial<Reservations> {
  return {
    async milestone<T>(reservation: Reservation, _name: string, action: () => Promise<T>) {
      for (;;) {
        try {
          await reference.heartbeat(reservation);
          return await action();
        } catch (error) {
          if (error instanceof OwnershipLost) throw error;
          await delay(100);
        }
      }
    },
  };
}

const wrong: Readonly<Record<string, () => Partial<Reservations>>> = {
  "believes-silence": believesSilence,
  "never-gives-up": neverGivesUp,
  "never-cleans": () => ({ clean: async () => [] }),
  "keeps-to-one-node": () => ({}),
};
const create = wrong[environment.TERCET_MUTANT ?? ""];
if (create === undefined) throw new Error(`there is no mutant ${environment.TERCET_MUTANT}`);
const reservations: Reservations = { ...reference, ...create() };
const fence = create === believesSilence ? () => undefined : fenceByToken;
await runReferenceWorker(environment, witness, { reservations, fence, key: keyBySlot });
