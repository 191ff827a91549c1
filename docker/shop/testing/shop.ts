import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDatabase } from "../../databases/start.ts";
import type { ServiceName } from "../services.ts";
import { startShop } from "../start.ts";
import { createTestClient, type TestAnswer, type TestRequest } from "./client.ts";

/** A shop for the tests of one file. */
export interface TestShop {
  readonly directory: string;
  /** Of the superuser, to see what the services do in the database. */
  readonly databaseUrl: string;
  readonly client: Awaited<ReturnType<typeof createTestClient>>;
  urlsOf(service: ServiceName): readonly string[];
  /** Calls a service; the instances take turns. */
  call(service: ServiceName, method: string, path: string, options?: TestRequest): Promise<TestAnswer>;
  stop(): Promise<void>;
}

/** Starts a whole shop in a folder of its own. */
export async function startTestShop(): Promise<TestShop> {
  const directory = await mkdtemp(join(tmpdir(), "tercet-shop-"));
  const database = await startDatabase("postgres", { how: "embedded" });
  const { signal } = new AbortController();
  const shop = await startShop({ directory, databaseUrl: database.url, signal, progress: () => {} });
  const client = await createTestClient(shop.environment);
  let turn = 0;
  const urlsOf = (service: ServiceName) => shop.environment.services[service]?.urls ?? [];
  return {
    directory,
    databaseUrl: database.url,
    client,
    urlsOf,
    call(service, method, path, options) {
      const urls = urlsOf(service);
      return client.call(method, `${urls[turn++ % urls.length]}${path}`, options);
    },
    async stop() {
      await client.close();
      await shop.stop();
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
