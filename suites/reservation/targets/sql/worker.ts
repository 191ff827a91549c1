// A worker of the reference protocol in SQL, the very one that the shop ships.
import { setTimeout as delay } from "node:timers/promises";
import { createReservations } from "../../../../docker/shop/jobs/reservation.ts";
import { rulesIn } from "../../../../docker/shop/jobs/rules.ts";
import { workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness } from "../../workers/witness-client.ts";
import { spoil } from "../reference/mutant.ts";
import { fenceByToken, keyBySlot } from "../reference/protocol.ts";
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
const database = databaseAt(url);
const reference = {
  ...{ reservations, fence: fenceByToken, key: keyBySlot, announce: witness.announce },
  ...{ database, store, rules, worker },
};
const protocol = spoil(reference, mutants, environment.TERCET_MUTANT);

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
await runReferenceWorker(environment, witness, protocol);
