import { afterAll, beforeAll, describe } from "vitest";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import { describeReservations } from "../reference/testing/reservations.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { createEtcdClient } from "./client.ts";
import { createEtcdReservations } from "./reservations.ts";

describe.runIf(await storeIsThere("etcd"))("the reference protocol on etcd", () => {
  let database: StartedDatabase;
  beforeAll(async () => {
    database = await startDatabase("etcd", { how: "container" });
  }, 120_000);
  afterAll(() => database?.stop());

  const worker = () => {
    const endpoints = database.nodes.map(({ host, port }) => `http://${host}:${port}`);
    const etcd = createEtcdClient({ endpoints, patienceMilliseconds: 10_000 });
    return createEtcdReservations({ etcd, prefix: "jobs", looked: async () => {} });
  };
  let workers: { a: ReturnType<typeof worker>; b: ReturnType<typeof worker> } | undefined;
  describeReservations(() => {
    workers ??= { a: worker(), b: worker() };
    return workers;
  });
});
