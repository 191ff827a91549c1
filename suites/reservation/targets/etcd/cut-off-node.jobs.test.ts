import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWideArea, cuts, type SiteName, startEtcdSites } from "../../../../docker/index.ts";
import { OwnershipLost } from "../../../../docker/shop/jobs/job.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { createEtcdClient } from "./client.ts";
import { keysBelow } from "./keys.ts";
import { createEtcdReservations } from "./reservations.ts";
import { modRevisionIs } from "./transaction.ts";

const prefix = "jobs";
const job = { name: "send", everySeconds: 0.01, timeoutSeconds: 60, heartbeatSeconds: 0.2, timeToLiveSeconds: 1 };

describe.runIf(await storeIsThere("etcd"))("a node of etcd that is cut off from the majority", () => {
  const wideArea = createWideArea(() => 0);
  let sites: Awaited<ReturnType<typeof startEtcdSites>>;
  beforeAll(async () => {
    sites = await startEtcdSites(wideArea, new AbortController().signal);
  }, 120_000);
  afterAll(() => sites?.stop());

  function workerOf(...names: readonly SiteName[]) {
    const endpoints = names.map((name) => `http://${sites.nodes[name].host}:${sites.nodes[name].port}`);
    const etcd = createEtcdClient({ endpoints, patienceMilliseconds: 5_000 });
    const reservations = createEtcdReservations({ etcd, prefix, looked: async () => {} });
    return { etcd, reservations };
  }

  test("lets nobody check, act or reserve; only a transaction that reads nothing says yes to the owner of the past", async () => {
    const past = workerOf("dc1");
    const present = workerOf("dc2", "witness");
    const reservation = await past.reservations.reserve(job, "past");
    if (reservation === undefined) throw new Error("not reserved");
    wideArea.cut(cuts.find(({ name }) => name === "dc1-alone")?.directions ?? []);
    try {
      const cleaned = () => present.reservations.clean().catch(() => []);
      await expect
        .poll(cleaned, { interval: 50, timeout: 30_000 })
        .toEqual([{ job: "send", token: reservation.token }]);
      const successor = await present.reservations.reserve(job, "present");
      expect(successor?.token).toBeGreaterThan(reservation.token);

      let acted = 0;
      const act = async () => {
        acted += 1;
      };
      await expect(past.reservations.milestone(reservation, "send", act)).rejects.not.toThrow(OwnershipLost);
      await expect(past.reservations.heartbeat(reservation)).rejects.toThrow();
      await expect(past.reservations.reserve(job, "past")).rejects.toThrow();
      expect(acted).toBe(0);

      const owned = modRevisionIs(keysBelow(prefix).job(job.name), reservation.token);
      const stale = await past.etcd.transact({ compare: [owned], success: [], failure: [] }, "repeatable");
      expect(stale.succeeded).toBe(true);
    } finally {
      wideArea.heal();
    }
  }, 120_000);

  test("knows, once it is healed, that the owner of the past owns nothing", async () => {
    const past = workerOf("dc1");
    const present = workerOf("dc2", "witness");
    const reservation = await past.reservations.reserve({ ...job, name: "heal" }, "past");
    if (reservation === undefined) throw new Error("not reserved");
    wideArea.cut(cuts.find(({ name }) => name === "dc1-alone")?.directions ?? []);
    // Begun while its node is alone: it may take effect when that one is back, or never.
    const late = past.reservations.heartbeat(reservation).catch(() => false);
    try {
      const cleaned = async () => (await present.reservations.clean().catch(() => [])).map(({ token }) => token);
      await expect.poll(cleaned, { interval: 50, timeout: 30_000 }).toContain(reservation.token);
    } finally {
      wideArea.heal();
    }
    expect(await late).toBe(false);
    const answered = () => past.reservations.heartbeat(reservation).catch(() => undefined);
    await expect.poll(answered, { interval: 50, timeout: 30_000 }).toBe(false);
    expect(await past.reservations.finish(reservation, "succeeded")).toBe(false);
  }, 120_000);
});
