import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StartedDatabase } from "../../databases/database.ts";
import { startDatabase } from "../../databases/start.ts";
import type { JobDefinition } from "./job.ts";
import { createPostgresStore } from "./postgres/store.ts";
import { createReservations, type Reservations } from "./reservation.ts";
import { type Execution, startScheduler } from "./scheduler.ts";

let database: StartedDatabase;
let pool: pg.Pool;
let reservations: Reservations<pg.ClientBase>;
const log = pino({ level: "silent" });

beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
  pool = new pg.Pool({ connectionString: database.url });
  pool.on("error", () => {});
  reservations = createReservations(createPostgresStore({ pool, schema: "jobs" }));
  await reservations.migrate();
});
afterAll(async () => {
  await pool.end();
  await database.stop();
});

const definition: JobDefinition = {
  name: "",
  everySeconds: 0.2,
  timeoutSeconds: 30,
  heartbeatSeconds: 0.05,
  timeToLiveSeconds: 1,
};

function start(name: string, worker: string, run: (execution: Execution) => Promise<void>, changes = {}) {
  const jobs = [{ definition: { ...definition, name, ...changes }, run }];
  return startScheduler({ reservations, worker, jobs, log });
}

test("two instances run every slot once between them", async () => {
  const slots: number[] = [];
  const run = async (execution: Execution) => {
    await execution.milestone("note", async () => void slots.push(execution.reservation.slot.getTime()));
  };
  const instances = [start("shared", "dc1", run), start("shared", "dc2", run)];
  await expect.poll(() => slots.length, { timeout: 10_000 }).toBeGreaterThan(4);
  await Promise.all(instances.map((instance) => instance.stop()));
  expect(new Set(slots).size).toBe(slots.length);
});

test("a run that fails settles its slot as failed, and the next slot is run", async () => {
  let runs = 0;
  const instance = start("failing", "dc1", async () => {
    runs += 1;
    throw new Error("no post today");
  });
  await expect.poll(() => runs, { timeout: 10_000 }).toBeGreaterThan(1);
  await instance.stop();
  const status = (await reservations.status()).find(({ name }) => name === "failing");
  expect(status).toMatchObject({ state: "settled", outcome: "failed" });
});

test("a run that is cleaned is aborted, and does no milestone any more", async () => {
  let reason: unknown;
  const instance = start("overlong", "dc1", async (execution) => {
    await pool.query("UPDATE jobs.job SET state = 'abandoned' WHERE name = 'overlong'");
    await delay(5_000, undefined, { signal: execution.signal }).catch(() => {});
    reason ??= execution.signal.reason;
    await execution.milestone("late", async () => "done");
  });
  await expect.poll(() => String(reason), { timeout: 10_000 }).toContain("does not own");
  await instance.stop();
  expect((await pool.query("SELECT FROM jobs.job_milestone WHERE job = 'overlong'")).rowCount).toBe(0);
});

test("a run is aborted after its time", async () => {
  let aborted = false;
  const changes = { timeoutSeconds: 0.2 };
  const instance = start(
    "slow",
    "dc1",
    async ({ signal }) => {
      await delay(5_000, undefined, { signal }).catch(() => {});
      aborted = true;
    },
    changes,
  );
  await expect.poll(() => aborted, { timeout: 10_000 }).toBe(true);
  await instance.stop();
});

test("stop lets a run end that is nearly done", async () => {
  let started = false;
  const instance = start("short", "dc1", async () => {
    started = true;
    await delay(200);
  });
  await expect.poll(() => started, { timeout: 10_000 }).toBe(true);
  await instance.stop();
  const status = (await reservations.status()).find(({ name }) => name === "short");
  expect(status).toMatchObject({ state: "settled", outcome: "succeeded" });
});

test("a finish without an answer is left to the cleaner, and never called failed", async () => {
  const outcomes: string[] = [];
  const unanswered: Reservations<pg.ClientBase> = {
    ...reservations,
    async finish(_reservation, outcome) {
      outcomes.push(outcome);
      throw new Error("no answer");
    },
  };
  const jobs = [{ definition: { ...definition, name: "unanswered" }, run: async () => {} }];
  const instance = startScheduler({ reservations: unanswered, worker: "dc1", jobs, log });
  await expect.poll(() => outcomes.length, { timeout: 30_000 }).toBeGreaterThan(1);
  await instance.stop();
  expect(new Set(outcomes)).toEqual(new Set(["succeeded"]));
});

test("signs of life come one at a time, however long each takes", async () => {
  let [beats, atOnce, most] = [0, 0, 0];
  const enough = Promise.withResolvers<void>();
  const slow: Reservations<pg.ClientBase> = {
    ...reservations,
    async heartbeat(reservation) {
      beats += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await delay(4 * definition.heartbeatSeconds * 1000);
      atOnce -= 1;
      if (beats === 3) enough.resolve();
      return reservations.heartbeat(reservation);
    },
  };
  const jobs = [{ definition: { ...definition, name: "slow", timeToLiveSeconds: 30 }, run: () => enough.promise }];
  const instance = startScheduler({ reservations: slow, worker: "dc1", jobs, log });
  await enough.promise;
  await instance.stop();
  expect(most).toBe(1);
});
