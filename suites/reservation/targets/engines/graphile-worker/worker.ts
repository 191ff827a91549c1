// A worker of graphile-worker. It fetches, runs and completes by itself; a function that it asks before each fetch, its
// events and the task tell when.
import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type * as GraphilePackage from "graphile-worker";
import type * as PgPackage from "pg";
import { runDatabaseUrl } from "../../run-database.ts";
import { requirePackage } from "../package.ts";
import { createEngineWorker, type EngineRun, untilStarted } from "../worker.ts";
import { createSupervisor } from "./supervisor.ts";

const { Logger, makeWorkerUtils, run: start } = requirePackage<typeof GraphilePackage>("graphile-worker");
const { Pool } = requirePackage<typeof PgPackage>("pg");
const worker = createEngineWorker();
const { environment, announce } = worker;
const name = environment.TERCET_JOB;
const schema = environment.TERCET_DATABASE_SCHEMA;
const pollMilliseconds = environment.TERCET_JOB_POLL_SECONDS * 1000;
const connectionString = runDatabaseUrl({ databaseUrl: environment.TERCET_DATABASE_URL, schema });
const pgPool = new Pool({ connectionString });
// A connection that the server ends, idle or in use; the next one is opened when it is needed.
pgPool.on("error", () => {});
pgPool.on("connect", (client) => client.on("error", () => {}));
const supervisor =
  process.env.TERCET_ENGINE_UNLOCKS === undefined
    ? undefined
    : await untilStarted(() => createSupervisor(pgPool, worker));

const events: GraphilePackage.WorkerEvents = new EventEmitter();
/** Locks are held under it. */
let poolId = "";
events.on("pool:create", ({ workerPool }) => {
  poolId = workerPool.id;
});
const giveSignOfLife = async () => supervisor?.giveSignOfLife(poolId).catch(() => {});
setInterval(giveSignOfLife, environment.TERCET_JOB_HEARTBEAT_SECONDS * 1000);

/** Events are not waited for; what they announce is, before the next fetch. */
let announced: Promise<void> = Promise.resolve();
let finishing: EngineRun | undefined;
events.on("worker:getJob:empty", () => {
  announced = announce({ type: "fail", operation: "reserve" });
});
events.on("worker:getJob:error", () => {
  announced = announce({ type: "info", operation: "reserve" });
});
events.on("job:complete", ({ error }) => {
  if (finishing === undefined) return;
  announced = announce({ type: error ? "info" : "ok", operation: "finish", ...finishing, outcome: "succeeded" });
  finishing = undefined;
});

const runner = await untilStarted(() =>
  start({
    pgPool,
    schema,
    concurrency: 1,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    events,
    forbiddenFlags: async () => {
      await announced;
      await announce({ type: "invoke", operation: "reserve" });
      return null;
    },
    taskList: {
      [name]: async (payload, { job }) => {
        await giveSignOfLife();
        const granted = { run: `${job.id}/${job.attempts}`, slot: slotOf(payload) };
        await announce({ type: "ok", operation: "reserve", ...granted });
        await worker.play(granted);
        await announce({ type: "invoke", operation: "finish", ...granted, outcome: "succeeded" });
        finishing = granted;
      },
    },
  }),
);
// It shuts down by itself where it cannot go on. What it cannot do without is then for who started the process.
void runner.promise.then(() => {
  throw new Error("graphile-worker has shut down");
});
const utilities = await makeWorkerUtils({ pgPool, schema });

for (;;) {
  await supervisor?.clean((ids) => utilities.forceUnlockWorkers(ids));
  await worker.handOut(async (slot) => {
    const job = await runner.addJob(name, { slot }, { queueName: name, jobKey: name, jobKeyMode: "unsafe_dedupe" });
    // Where it has one, it answers with that one.
    return slotOf(job.payload) === slot;
  });
  await delay(pollMilliseconds);
}

function slotOf(payload: unknown): string {
  return (payload as { slot: string }).slot;
}
