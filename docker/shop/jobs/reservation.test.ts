import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartedDatabase } from "../../databases/database.ts";
import { startDatabase } from "../../databases/start.ts";
import { type JobDefinition, OwnershipLost } from "./job.ts";
import { createPostgresStore } from "./postgres/store.ts";
import { createReservations, type Reservations } from "./reservation.ts";

let database: StartedDatabase;
let pool: pg.Pool;
let reservations: Reservations<pg.ClientBase>;

beforeAll(async () => {
  database = await startDatabase("postgres", { how: "embedded" });
  pool = new pg.Pool({ connectionString: database.url, max: 20 });
  pool.on("error", () => {});
  reservations = createReservations(createPostgresStore({ pool, schema: "jobs" }));
  await Promise.all([reservations.migrate(), reservations.migrate()]);
});
afterAll(async () => {
  await pool.end();
  await database.stop();
});

let count = 0;
function job(changes: Partial<JobDefinition> = {}): JobDefinition {
  count += 1;
  return {
    name: `job-${count}`,
    everySeconds: 3600,
    timeoutSeconds: 60,
    heartbeatSeconds: 1,
    timeToLiveSeconds: 30,
    ...changes,
  };
}

async function reserved(definition: JobDefinition, worker = "a") {
  const reservation = await reservations.reserve(definition, worker);
  if (reservation === undefined) throw new Error("not reserved");
  return reservation;
}

/** Waits until the lease is over and takes the run from its owner. */
async function cleaned(definition: JobDefinition): Promise<void> {
  await expect.poll(cleanedJobs, { interval: 20, timeout: 10_000 }).toContain(definition.name);
}

async function cleanedJobs(): Promise<readonly string[]> {
  return (await reservations.clean()).map(({ job: name }) => name);
}

describe("reserve", () => {
  test("gives the job to exactly one of many that ask at the same time", async () => {
    const definition = job();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => reservations.reserve(definition, `${index}`)),
    );
    expect(all.filter((reservation) => reservation !== undefined)).toHaveLength(1);
  });

  test("gives a settled slot to nobody, and the next slot when it is due", async () => {
    const definition = job({ everySeconds: 0.3 });
    const first = await reserved(definition);
    expect(await reservations.finish(first, "succeeded")).toBe(true);
    await expect
      .poll(() => reservations.reserve(definition, "b"), { interval: 20, timeout: 10_000 })
      .toMatchObject({ token: 2 });
    const weekly = job({ everySeconds: 604_800 });
    await reservations.finish(await reserved(weekly), "failed");
    expect(await reservations.reserve(weekly, "b")).toBeUndefined();
  });

  test("gives the same slot with a larger token after a crash", async () => {
    const definition = job({ timeToLiveSeconds: 0.05, everySeconds: 0.01 });
    const first = await reserved(definition);
    await cleaned(definition);
    const second = await reserved(definition, "b");
    expect(second.slot).toEqual(first.slot);
    expect(second.token).toBe(first.token + 1);
  });
});

describe("clean", () => {
  test("leaves a run alone that gave a sign of life in time", async () => {
    const definition = job({ timeToLiveSeconds: 1.5 });
    const reservation = await reserved(definition);
    for (let beats = 0; beats < 10; beats++) {
      await delay(200);
      expect(await reservations.heartbeat(reservation)).toBe(true);
      expect(await cleanedJobs()).not.toContain(definition.name);
    }
  });

  test("takes a run that is too long although it gives signs of life", async () => {
    const definition = job({ timeoutSeconds: 0.1 });
    const reservation = await reserved(definition);
    await expect
      .poll(
        async () => {
          await reservations.heartbeat(reservation);
          return cleanedJobs();
        },
        { timeout: 10_000 },
      )
      .toContain(definition.name);
    expect(await reservations.heartbeat(reservation)).toBe(false);
  });
});

describe("an owner of the past", () => {
  test("changes nothing, even under the same worker's name", async () => {
    const definition = job({ timeToLiveSeconds: 0.05 });
    const past = await reserved(definition);
    await cleaned(definition);
    const present = await reserved({ ...definition, timeToLiveSeconds: 30 });
    expect(await reservations.heartbeat(past)).toBe(false);
    expect(await reservations.finish(past, "succeeded")).toBe(false);
    // Its time to live is also how long the server lets it be silent in between.
    const late = { ...past, job: present.job };
    await expect(reservations.milestone(late, "send", async () => "sent")).rejects.toThrow(OwnershipLost);
    expect(await reservations.finish(present, "succeeded")).toBe(true);
  });

  test("that was stopped inside a milestone loses its lock and its changes", async () => {
    const definition = job({ timeToLiveSeconds: 0.1 });
    const past = await reserved(definition);
    await pool.query("CREATE TABLE effect (token int)");
    const stopped = reservations.milestone(past, "send", async (client) => {
      await client.query("INSERT INTO effect VALUES (1)");
      await cleaned(definition);
      return "sent";
    });
    await expect(stopped).rejects.toThrow();
    expect((await pool.query("SELECT FROM effect")).rowCount).toBe(0);
    expect(await reservations.reserve(definition, "b")).toMatchObject({ token: 2 });
  });
});

describe("milestone", () => {
  test("is done once for a slot; a run after a crash gets the result of then", async () => {
    const definition = job({ timeToLiveSeconds: 1 });
    const first = await reserved(definition);
    expect(await reservations.milestone(first, "number", async () => ({ number: 7 }))).toEqual({ number: 7 });
    await cleaned(definition);
    const second = await reserved(definition, "b");
    const again = await reservations.milestone(second, "number", async () => ({ number: 8 }));
    expect(again).toEqual({ number: 7 });
  });

  test("that throws may be tried again", async () => {
    const reservation = await reserved(job());
    const failing = reservations.milestone(reservation, "send", async () => {
      throw new Error("no post today");
    });
    await expect(failing).rejects.toThrow("no post today");
    expect(await reservations.milestone(reservation, "send", async () => "sent")).toBe("sent");
  });
});

test("status tells who runs what, since when", async () => {
  const definition = job();
  const reservation = await reserved(definition, "carol");
  await reservations.finish(reservation, "succeeded");
  const status = (await reservations.status()).find(({ name }) => name === definition.name);
  expect(status).toMatchObject({ state: "settled", token: 1, worker: "carol", outcome: "succeeded" });
  expect(status?.settledAt?.getTime()).toBeGreaterThanOrEqual(status?.reservedAt?.getTime() ?? Number.NaN);
});
