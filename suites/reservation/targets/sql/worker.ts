// A worker of the reference protocol on PostgreSQL, the very one that the shop ships. It does what a scheduler does, and
// tells the witness each step, so that the harness can stop or kill it there.
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { JobDefinition, Reservation } from "../../../../docker/shop/jobs/job.ts";
import { OwnershipLost } from "../../../../docker/shop/jobs/job.ts";
import { createReservations } from "../../../../docker/shop/jobs/reservation.ts";
import { workerEnvironmentSchema } from "../../workers/environment.ts";
import { connectWitness, type Said } from "../../workers/witness-client.ts";
import { isMutant, mutants } from "./mutants/index.ts";
import type { Protocol } from "./mutants/mutant.ts";

const environment = workerEnvironmentSchema.parse(process.env);
const schema = environment.TERCET_DATABASE_SCHEMA;
const worker = environment.TERCET_WORKER;
const job: JobDefinition = {
  name: environment.TERCET_JOB,
  everySeconds: environment.TERCET_JOB_EVERY_SECONDS,
  timeoutSeconds: environment.TERCET_JOB_TIMEOUT_SECONDS,
  heartbeatSeconds: environment.TERCET_JOB_HEARTBEAT_SECONDS,
  timeToLiveSeconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS,
};
const { announce, effect } = connectWitness(environment);
const pool = new pg.Pool({ connectionString: environment.TERCET_DATABASE_URL, max: 4 });
// A connection that the server ends while it is idle; the next one is opened when it is needed.
pool.on("error", () => {});

const reference: Protocol = {
  reservations: createReservations({ pool, schema }),
  fence: ({ token }) => token,
  key: ({ slot }, milestone) => `${job.name}/${slot.toISOString()}/${milestone}`,
};
const name = environment.TERCET_MUTANT;
if (name !== undefined && !isMutant(name)) throw new Error(`there is no mutant ${name}`);
const spoilt = name === undefined ? {} : mutants[name].create({ ...reference, pool, schema, announce });
const { reservations, fence, key }: Protocol = { ...reference, ...spoilt };
const fenced = fence === reference.fence;

await reservations.migrate();
for (let runs = 0; ; ) {
  await clean();
  const reservation = await reserve(String(runs + 1));
  if (reservation !== undefined) {
    runs += 1;
    await execute(reservation, String(runs));
  }
  await delay(environment.TERCET_JOB_POLL_SECONDS * 1000);
}

async function clean(): Promise<void> {
  await announce({ type: "invoke", operation: "clean" });
  try {
    const cleaned = await reservations.clean();
    // The run's token, where it is what effects carry.
    for (const { token } of cleaned) await announce({ type: "ok", operation: "clean", ...(fenced ? { token } : {}) });
    if (cleaned.length === 0) await announce({ type: "ok", operation: "clean" });
  } catch {
    await announce({ type: "info", operation: "clean" });
  }
}

async function reserve(run: string): Promise<Reservation | undefined> {
  await announce({ type: "invoke", operation: "reserve" });
  const reservation = await reservations.reserve(job, worker);
  await announce(
    reservation === undefined
      ? { type: "fail", operation: "reserve" }
      : { type: "ok", operation: "reserve", ...labels(reservation, run) },
  );
  return reservation;
}

async function execute(reservation: Reservation, run: string): Promise<void> {
  const labelled = labels(reservation, run);
  const heart = setInterval(() => {
    // An outcome that is not known is announced as such, and decides nothing.
    void announced({ operation: "heartbeat", ...labelled }, () => reservations.heartbeat(reservation));
  }, job.heartbeatSeconds * 1000);
  try {
    for (const milestone of environment.TERCET_JOB_MILESTONES) {
      const reached = await announced({ operation: "milestone", ...labelled, milestone }, () =>
        reservations.milestone(reservation, milestone, async () => {
          await announce({ type: "ok", operation: "check", ...labelled, milestone });
          const keyed = key(reservation, milestone);
          if (!(await effect({ ...labelled, milestone, ...(keyed === undefined ? {} : { key: keyed }) })))
            throw new OwnershipLost(reservation);
          return true;
        }),
      );
      if (!reached) return;
    }
    await announced({ operation: "finish", ...labelled }, () => reservations.finish(reservation, "succeeded"));
  } finally {
    clearInterval(heart);
  }
}

/** Announces an operation before and after; true where it was done, false where it was refused or nobody knows. */
async function announced(said: Omit<Said, "type">, operation: () => Promise<unknown>): Promise<boolean> {
  await announce({ type: "invoke", ...said });
  let type: Said["type"];
  try {
    type = (await operation()) === false ? "fail" : "ok";
  } catch (error) {
    type = error instanceof OwnershipLost ? "fail" : "info";
  }
  await announce({ type, ...said });
  return type === "ok";
}

function labels(reservation: Reservation, run: string) {
  const token = fence(reservation);
  return { run, slot: reservation.slot.toISOString(), ...(token === undefined ? {} : { token }) };
}
