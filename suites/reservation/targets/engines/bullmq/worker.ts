// A worker of BullMQ: getNextJob, extendLock and moveToCompleted with a token of its own for each run.
import { randomUUID } from "node:crypto";
import type * as BullPackage from "bullmq";
import { requirePackage } from "../package.ts";
import { serve } from "../serve.ts";
import { createEngineWorker, untilStarted } from "../worker.ts";

const { createPostgresBackend, Queue, Worker } = requirePackage<typeof BullPackage>("bullmq");
const worker = createEngineWorker();
const { environment } = worker;
const job = environment.TERCET_JOB;
const lockMilliseconds = environment.TERCET_JOB_TIME_TO_LIVE_SECONDS * 1000;
const options = {
  autorun: false,
  lockDuration: lockMilliseconds,
  stalledInterval: lockMilliseconds / 4,
  // A slot is tried again as often as its worker is lost.
  maxStalledCount: 1000,
};
const { queue, bull } = connect(environment.TERCET_DATABASE_URL, environment.TERCET_DATABASE_SCHEMA);
// They report lost connections so, and go on.
queue.on("error", () => {});
bull.on("error", () => {});
await untilStarted(async () => {
  await queue.setGlobalConcurrency(1);
  await bull.waitUntilReady();
});
await bull.startStalledCheckTimer();

await serve(worker, {
  async handOut(slot) {
    const jobId = randomUUID();
    const added = await queue.add(job, { slot }, { jobId, deduplication: { id: job }, removeOnComplete: true });
    // Where it has one, it answers with that one.
    return added.id === jobId;
  },
  async fetch() {
    const token = randomUUID();
    const found = await bull.getNextJob(token, { block: false });
    if (found === undefined) return undefined;
    const extendLock = async () => (await found.extendLock(token, lockMilliseconds)) === 1;
    return {
      run: `${found.id}/${found.attemptsStarted}`,
      slot: found.data.slot,
      owns: extendLock,
      heartbeat: extendLock,
      progress: (milestone) => unlessRefused(() => found.updateProgress(milestone)),
      finish: () => unlessRefused(() => found.moveToCompleted(null, token, false)),
    };
  },
});

/** BullMQ refuses by an error with a code of its own; what else goes wrong is no answer. */
async function unlessRefused(operation: () => Promise<unknown>): Promise<boolean> {
  try {
    await operation();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "number") return false;
    throw error;
  }
}

function connect(url: string, name: string) {
  if (url.startsWith("redis")) {
    // A worker's connection waits for a store that is away, as BullMQ demands of it.
    const inRedis = { connection: { url, maxRetriesPerRequest: null }, prefix: name };
    return { queue: new Queue(job, inRedis), bull: new Worker(job, null, { ...options, ...inRedis }) };
  }
  const connection = { connectionString: url, schema: name, migrate: true };
  return {
    queue: new Queue(job, { connection }, createPostgresBackend),
    bull: new Worker(job, null, { ...options, connection }, createPostgresBackend),
  };
}
