import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasLocalMariadb, type StartedDatabase, startDatabase } from "../../../../../docker/index.ts";
import { createReservations } from "../../../../../docker/shop/jobs/reservation.ts";
import { type OpenStore, openStore } from "../store.ts";
import { sql } from "../target.ts";
import { installAudit } from "./install.ts";
import { auditOf } from "./read.ts";
import type { AuditRow } from "./row.ts";

const hasMariadb = await hasLocalMariadb();
if (!hasMariadb) process.stderr.write("skipped: the audit on MariaDB, since it is not installed\n");
const timing = { everySeconds: 3600, timeoutSeconds: 60, heartbeatSeconds: 1 };

describe.each(sql.databases.filter((name) => name !== "mariadb" || hasMariadb))("on %s", (name) => {
  let database: StartedDatabase;
  let open: OpenStore;
  beforeAll(async () => {
    database = await startDatabase(name, { how: "embedded" });
    open = await openStore({ url: database.url, schema: "audited", timeToLiveSeconds: 30 });
  });
  afterAll(async () => {
    await open?.close();
    await database?.stop();
  });

  test("the trigger writes down each transition in order, and no sign of life", async () => {
    const { store } = open;
    const reservations = createReservations(store);
    await reservations.migrate();
    const install = () => installAudit(name as "postgres" | "mariadb", store);
    await Promise.all([install(), install()]);
    const job = { name: "job", ...timing, timeToLiveSeconds: 0.05 };
    const first = await reservations.reserve(job, "a");
    const clean = async () => (await reservations.clean()).length;
    await expect.poll(clean, { interval: 20, timeout: 30_000 }).toBe(1);
    const second = await reservations.reserve({ ...job, timeToLiveSeconds: 30 }, "b");
    if (first === undefined || second === undefined) throw new Error("not reserved");
    // Made again by a worker that comes later.
    await install();
    expect(await reservations.heartbeat(second)).toBe(true);
    await reservations.milestone(second, "send", async () => "sent");
    expect(await reservations.finish(second, "succeeded")).toBe(true);
    expect(await reservations.finish(first, "succeeded")).toBe(false);

    const rows = await auditOf({ databaseUrl: database.url, schema: "audited" });
    const row = (serial: number, state: AuditRow["state"], token: number, worker: string): AuditRow => ({
      ...{ serial, job: "job", state, token, worker, slot: first.slot.toISOString() },
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(rows).toEqual([
      row(1, "running", 1, "a"),
      row(2, "abandoned", 1, "a"),
      row(3, "running", 2, "b"),
      row(4, "settled", 2, "b"),
    ]);
  });
});
