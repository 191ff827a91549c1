// A worker of the reference protocol on etcd.
import { workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness } from "../../workers/witness-client.ts";
import { spoil } from "../reference/mutant.ts";
import { fenceByToken, keyBySlot } from "../reference/protocol.ts";
import { runReferenceWorker } from "../reference/run-worker.ts";
import { createEtcdClient } from "./client.ts";
import { mutants } from "./mutants/index.ts";
import { createEtcdReservations } from "./reservations.ts";

const environment = workerEnvironmentSchema.parse(process.env);
const witness = connectWitness(environment);
const { announce } = witness;
const prefix = environment.TERCET_DATABASE_SCHEMA;
const endpoints = environment.TERCET_DATABASE_URL.split(",");
const etcd = createEtcdClient({
  endpoints,
  // Below the time to live, so that a check without an answer has ended before another worker may own the job.
  patienceMilliseconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS * 750,
});

const reference = {
  reservations: createEtcdReservations({ etcd, prefix, looked: () => announce({ type: "ok", operation: "look" }) }),
  ...{ fence: fenceByToken, key: keyBySlot, prefix, announce },
  ...{ etcd, endpoints },
};
await runReferenceWorker(environment, witness, spoil(reference, mutants, environment.TERCET_MUTANT));
