// A worker of pg-boss: one queue for the job, which holds one job at a time.
import type * as PgBossPackage from "pg-boss";
import { requirePackage } from "../package.ts";
import { serve } from "../serve.ts";
import { createEngineWorker, untilStarted } from "../worker.ts";

const { PgBoss } = requirePackage<typeof PgBossPackage>("pg-boss");
const worker = createEngineWorker();
const { environment } = worker;
const queue = environment.TERCET_JOB;
const boss = new PgBoss({
  connectionString: environment.TERCET_DATABASE_URL,
  schema: environment.TERCET_DATABASE_SCHEMA,
  // The shortest that it takes.
  superviseIntervalSeconds: 1,
  monitorIntervalSeconds: 1,
});
// It reports lost connections so, and goes on.
boss.on("error", () => {});
await untilStarted(async () => {
  await boss.start();
  await boss.createQueue(queue, {
    policy: "exclusive",
    heartbeatSeconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS,
    expireInSeconds: environment.TERCET_JOB_TIMEOUT_SECONDS,
    // A slot is tried again as often as its worker is lost.
    retryLimit: 1000,
  });
});

await serve(worker, {
  async handOut(slot) {
    return (await boss.send(queue, { slot })) !== null;
  },
  async fetch() {
    const [job] = await boss.fetch<{ slot: string }>(queue);
    if (job === undefined) return undefined;
    // The job as it was fetched stands for its attempt, an id for whichever attempt there is.
    const attempt = process.env.TERCET_ENGINE_SETTLES === "id" ? job.id : job;
    const touch = async () => isAffected(await boss.touch(queue, attempt));
    return {
      run: `${job.id}/${job.retryCount}`,
      slot: job.data.slot,
      owns: touch,
      heartbeat: touch,
      finish: async () => isAffected(await boss.complete(queue, attempt)),
    };
  },
});

/** A job that has been taken is reported as not affected; the types leave out by which member. */
function isAffected(answer: PgBossPackage.CommandResponse): boolean {
  return (answer as { readonly affected: number }).affected === 1;
}
