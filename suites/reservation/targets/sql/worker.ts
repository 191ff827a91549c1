// A worker of the reference protocol in SQL, the very one that the shop ships.
import { setTimeout as delay } from "node:timers/promises";
import { createReservations } from "../../../../docker/shop/jobs/reservation.ts";
import { rulesIn } from "../../../../docker/shop/jobs/rules.ts";
import { workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness } from "../../workers/witness-client.ts";
import { fenceByToken, keyBySlot, type Protocol } from "../reference/protocol.ts";
import { runReferenceWorker } from "../reference/run-worker.ts";
import { installAudit } from "./audit/install.ts";
import { mutants } from "./mutants/index.ts";
import { databaseAt, openStore } from "./store.ts";

const environment = workerEnvironmentSchema.parse(process.env);
const witness = connectWitness(environment);
const { TERCET_DATABASE_URL: url, TERCET_WORKER: worker } = environment;
const { store } = await openStore({
  url,
  schema: environment.TERCET_DATABASE_SCHEMA,
  timeToLiveSeconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS,
});
const rules = rulesIn(store.dialect);
const reservations = createReservations(store, rules);
const reference: Protocol = { reservations, fence: fenceByToken, key: keyBySlot };
const name = environment.TERCET_MUTANT;
const mutant = name === undefined ? undefined : mutants[name];
if (name !== undefined && mutant === undefined) throw new Error(`there is no mutant ${name}`);
const database = databaseAt(url);
const spoilt = mutant?.create({ ...reference, database, store, rules, worker, announce: witness.announce });

for (let isMigrated = false; !isMigrated; ) {
  try {
    await reservations.migrate();
    await installAudit(database, store);
    isMigrated = true;
  } catch (error) {
    // A store that is out of reach comes back; why it is waited for stands in what the worker wrote.
    process.stderr.write(`${worker} waits for its database: ${error}\n`);
    await delay(environment.TERCET_JOB_POLL_SECONDS * 1000);
  }
}
await runReferenceWorker(environment, witness, { ...reference, ...spoilt });
