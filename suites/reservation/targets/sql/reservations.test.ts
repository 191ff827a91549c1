import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasLocalMariadb, type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import { type JobDefinition, OwnershipLost } from "../../../../docker/shop/jobs/job.ts";
import { createReservations, type Reservations } from "../../../../docker/shop/jobs/reservation.ts";
import { databaseAt, type OpenStore, openStore } from "./store.ts";
import { sql } from "./target.ts";

const timeToLiveSeconds = 4;
const generousMilliseconds = 30_000;
const hasMariadb = await hasLocalMariadb();
if (!hasMariadb) process.stderr.write("skipped: the protocol on MariaDB, since it is not installed\n");

test("a database that speaks no SQL is refused by the scheme of its address", () => {
  expect(() => databaseAt("redis://127.0.0.1")).toThrow('begins with "redis:"');
});

describe.each(sql.databases.filter((name) => name !== "mariadb" || hasMariadb))("on %s", (name) => {
  let database: StartedDatabase;
  let [open, other]: OpenStore[] = [];
  let reservations: Reservations;
  let elsewhere: Reservations;
  beforeAll(async () => {
    database = await startDatabase(name, { how: "embedded" });
    const options = { url: database.url, schema: "jobs", timeToLiveSeconds };
    [open, other] = await Promise.all([openStore(options), openStore(options)]);
    [reservations, elsewhere] = [createReservations(open.store), createReservations(other.store)];
    await Promise.all([reservations.migrate(), elsewhere.migrate()]);
  });
  afterAll(async () => {
    await Promise.all([open?.close(), other?.close()]);
    await database?.stop();
  });

  let count = 0;
  function job(changes: Partial<JobDefinition> = {}): JobDefinition {
    count += 1;
    return {
      name: `job-${count}`,
      everySeconds: 3600,
      timeoutSeconds: 60,
      heartbeatSeconds: 1,
      timeToLiveSeconds,
      ...changes,
    };
  }
  async function reserved(definition: JobDefinition, worker = "a", by = reservations) {
    const reservation = await by.reserve(definition, worker);
    if (reservation === undefined) throw new Error("not reserved");
    return reservation;
  }
  /** Waits until the lease is over and takes the run from its owner. */
  async function cleaned({ name: taken }: JobDefinition): Promise<void> {
    const clean = async () => (await elsewhere.clean()).map((run) => run.job);
    await expect.poll(clean, { interval: 20, timeout: generousMilliseconds }).toContain(taken);
  }
  async function ask<Row>(text: string, values = {}): Promise<readonly Row[]> {
    return (await (other as OpenStore).store.query<Row>(text, values)).rows;
  }

  test("one of many that ask at the same time gets the job", async () => {
    const definition = job();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? reservations : elsewhere).reserve(definition, `${index}`),
      ),
    );
    expect(all.filter((reservation) => reservation !== undefined)).toHaveLength(1);
  });

  test("a slot is given once when it was settled, again with a larger token after a crash", async () => {
    const definition = job({ timeToLiveSeconds: 0.05 });
    const first = await reserved(definition);
    expect(first.slot.getTime() % 3_600_000).toBe(0);
    await cleaned(definition);
    const second = await reserved(definition, "b");
    expect(second).toMatchObject({ slot: first.slot, token: first.token + 1 });
    expect(await reservations.finish(second, "succeeded")).toBe(true);
    expect(await reservations.reserve(definition, "c")).toBeUndefined();
  });

  test("slots of parts of a second follow each other", async () => {
    const definition = job({ everySeconds: 0.3 });
    const first = await reserved(definition);
    await reservations.finish(first, "succeeded");
    const next = () => elsewhere.reserve(definition, "b");
    await expect.poll(next, { interval: 20, timeout: generousMilliseconds }).toMatchObject({ token: 2 });
    const [row] = await ask<{ slot: Date }>(
      `SELECT slot FROM ${open?.store.tables.job} WHERE name = :name`,
      definition,
    );
    expect(((row?.slot.getTime() ?? 0) - first.slot.getTime()) % 300).toBe(0);
  });

  test("an owner of the past changes nothing, even under the same worker's name", async () => {
    const definition = job({ timeToLiveSeconds: 0.05 });
    const past = await reserved(definition);
    await cleaned(definition);
    const present = await reserved({ ...definition, timeToLiveSeconds: 30 });
    expect(await reservations.heartbeat(past)).toBe(false);
    expect(await reservations.finish(past, "succeeded")).toBe(false);
    // Its time to live is also how long the server lets it be silent in between.
    const late = { ...past, job: present.job };
    await expect(reservations.milestone(late, "send", async () => "sent")).rejects.toThrow(OwnershipLost);
    expect(await reservations.heartbeat(present)).toBe(true);
    expect(await reservations.finish(present, "succeeded")).toBe(true);
  });

  test("a milestone is done once for a slot, and its result of then given to the next run", async () => {
    const definition = job({ timeToLiveSeconds: 1 });
    const first = await reserved(definition);
    expect(await reservations.milestone(first, "number", async () => ({ number: 7 }))).toEqual({ number: 7 });
    await cleaned(definition);
    const second = await reserved(definition, "b");
    expect(await elsewhere.milestone(second, "number", async () => ({ number: 8 }))).toEqual({ number: 7 });
    expect(await elsewhere.finish(second, "succeeded")).toBe(true);
    const table = open?.store.tables.milestone;
    expect(await ask(`SELECT milestone FROM ${table} WHERE job = :name`, definition)).toEqual([]);
  });

  test("cleaning and reserving wait for nobody who is in the middle of a milestone", async () => {
    const definition = job({ timeToLiveSeconds: 30, everySeconds: 0.01 });
    const reservation = await reserved(definition);
    await reservations.milestone(reservation, "send", async () => {
      expect((await elsewhere.clean()).map((run) => run.job)).not.toContain(definition.name);
      expect(await elsewhere.reserve(definition, "b")).toBeUndefined();
      return "sent";
    });
    expect(await reservations.finish(reservation, "succeeded")).toBe(true);
  });

  test("an owner that falls silent inside a milestone loses its lock, and what it wrote there", async () => {
    const definition = job({ timeToLiveSeconds: 1 });
    const past = await reserved(definition);
    const silent = reservations.milestone(past, "send", async () => {
      await cleaned(definition);
      return "sent";
    });
    await expect(silent).rejects.toThrow();
    const next = await reserved(definition, "b", elsewhere);
    expect(next.token).toBe(past.token + 1);
    expect(await elsewhere.milestone(next, "send", async () => "sent again")).toBe("sent again");
  });

  test("a connection that the server ends inside a milestone undoes it, and the store goes on with another one", async () => {
    const definition = job({ timeToLiveSeconds: 30 });
    const reservation = await reserved(definition);
    const killed = reservations.milestone(reservation, "send", async () => {
      if (name === "postgres") {
        const others = "datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle in transaction'";
        await ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
      } else {
        const [found] = await ask<{ id: number }>(
          "SELECT trx_mysql_thread_id AS id FROM information_schema.INNODB_TRX",
        );
        await ask(`KILL CONNECTION ${found?.id}`);
      }
      return "sent";
    });
    await expect(killed).rejects.toThrow();
    expect(await reservations.milestone(reservation, "send", async () => "sent later")).toBe("sent later");
    expect(await reservations.finish(reservation, "succeeded")).toBe(true);
  });

  test("a server that gives no answer is waited for less than the time to live, and used again when it is back", async () => {
    const definition = job({ timeToLiveSeconds: 30 });
    const reservation = await reserved(definition);
    const [node] = database.nodes;
    await node?.pause();
    const begun = performance.now();
    try {
      await expect(reservations.heartbeat(reservation)).rejects.toThrow();
      expect(performance.now() - begun).toBeGreaterThan(timeToLiveSeconds * 500);
    } finally {
      await node?.resume();
    }
    const alive = () => reservations.heartbeat(reservation).catch(() => "no answer");
    await expect.poll(alive, { interval: 50, timeout: generousMilliseconds }).toBe(true);
    expect(await reservations.finish(reservation, "succeeded")).toBe(true);
  });

  test("a sign of life counts from the moment at which it got the row, not from that at which it began to wait", async () => {
    const definition = job({ timeToLiveSeconds: 30 });
    const reservation = await reserved(definition);
    const { dialect, tables } = (other as OpenStore).store;
    let beating: Promise<boolean> = Promise.resolve(false);
    const waited = await reservations.milestone(reservation, "send", async () => {
      beating = elsewhere.heartbeat(reservation);
      // Long enough to tell the two moments apart, shorter than an answer is waited for.
      await new Promise((resolve) => setTimeout(resolve, timeToLiveSeconds * 150));
      const [row] = await ask<{ clock: Date }>(`SELECT ${dialect.clock} AS clock`);
      return row?.clock.getTime() ?? 0;
    });
    expect(await beating).toBe(true);
    const [row] = await ask<{ until: Date }>(
      `SELECT alive_until AS until FROM ${tables.job} WHERE name = :name`,
      definition,
    );
    expect(row?.until.getTime()).toBeGreaterThanOrEqual(waited + 30_000);
  });
});
