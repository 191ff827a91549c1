import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GateQuestion } from "../../../contracts/index.ts";
import { type StartedDatabase, startDatabase } from "../../../docker/index.ts";
import type { FactStore } from "../store/fact-store.ts";
import { openFileStore } from "../store/file-store.ts";
import { openPostgresStore } from "../store/postgres-store.ts";
import { fillLedger, largeSize } from "../testing/large-ledger.ts";
import { askGate } from "./ask.ts";

const question: GateQuestion = { service: "service-042", version: "1.9.0", environment: "production" };
const options = { policy: "verified-contract", configured: [] } as const;

let folder: string;
let database: StartedDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-large-"));
  database = await startDatabase("postgres", { how: "embedded" });
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

describe.each([
  ["files", async (): Promise<FactStore> => openFileStore(folder)],
  ["PostgreSQL", (): Promise<FactStore> => openPostgresStore(database.url)],
])("a ledger of 100 services, 1,000 versions and 100,000 results in %s", (_, open) => {
  test("is asked in less than a second, and only a part of it is read", async () => {
    const store = await open();
    await fillLedger(store, largeSize);
    let read = 0;
    const counting: FactStore = {
      ...store,
      read: async (shelves) => counted(await store.read(shelves)),
      readUnder: async (prefix) => counted(await store.readUnder(prefix)),
    };
    const counted = <Facts extends readonly unknown[]>(facts: Facts) => {
      read += facts.length;
      return facts;
    };
    const start = performance.now();
    const answer = await askGate(counting, question, options);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(answer.verdict).toBe("deployable");
    expect(answer.integrations).toHaveLength(10);
    expect(read).toBeLessThan(5_000);
    await store.close();
  });
});
