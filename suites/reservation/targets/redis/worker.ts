// A worker of the reference protocol on Redis.
import { workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness } from "../../workers/witness-client.ts";
import { spoil } from "../reference/mutant.ts";
import { fenceByToken, keyBySlot } from "../reference/protocol.ts";
import { runReferenceWorker } from "../reference/run-worker.ts";
import { createRedisClient } from "./client.ts";
import { mutants } from "./mutants/index.ts";
import { createRedisReservations } from "./reservations.ts";

const environment = workerEnvironmentSchema.parse(process.env);
const witness = connectWitness(environment);
const { announce } = witness;
const prefix = environment.TERCET_DATABASE_SCHEMA;
const redis = createRedisClient({
  url: environment.TERCET_DATABASE_URL,
  // Below the time to live, so that a check without an answer has ended before another worker may own the job.
  patienceMilliseconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS * 750,
});

const reference = {
  reservations: createRedisReservations({ redis, prefix }),
  ...{ fence: fenceByToken, key: keyBySlot, prefix, announce },
  redis,
};
await runReferenceWorker(environment, witness, spoil(reference, mutants, environment.TERCET_MUTANT));
