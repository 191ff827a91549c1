import { afterAll, beforeAll, describe } from "vitest";
import { type StartedDatabase, startDatabase } from "../../../../docker/index.ts";
import { describeReservations } from "../reference/testing/reservations.ts";
import { storeIsThere } from "../reference/testing/store.ts";
import { createRedisClient, type RedisClient } from "./client.ts";
import { createRedisReservations } from "./reservations.ts";

describe.runIf(await storeIsThere("redis"))("the reference protocol on Redis", () => {
  let database: StartedDatabase;
  let clients: readonly [RedisClient, RedisClient];
  beforeAll(async () => {
    database = await startDatabase("redis", { how: "container" });
    const client = () => createRedisClient({ url: database.url, patienceMilliseconds: 10_000 });
    clients = [client(), client()];
  }, 120_000);
  afterAll(async () => {
    await database?.stop();
  });

  describeReservations(() => {
    const [a, b] = clients.map((redis) => createRedisReservations({ redis, prefix: "jobs" }));
    if (a === undefined || b === undefined) throw new Error("there are two clients");
    return { a, b };
  });
});
