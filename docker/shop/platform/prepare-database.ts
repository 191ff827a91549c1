import { setTimeout as delay } from "node:timers/promises";
import type { Database, Transaction } from "./database.ts";
import { idempotencyMigration } from "./idempotency.ts";
import type { Logs } from "./log.ts";
import { type Migration, migrate } from "./migrate.ts";
import { Problem } from "./problem.ts";
import { throttleMigration } from "./throttle-input.ts";

const retryMilliseconds = 500;

/** Brings the tables up to date and seeds them; waits as long as it takes for the database to answer. */
export async function prepareDatabase(options: {
  readonly database: Database;
  readonly migrations: readonly Migration[];
  readonly seed: ((client: Transaction) => Promise<void>) | undefined;
  readonly logs: Logs;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { database, seed, signal } = options;
  while (!signal.aborted) {
    try {
      await migrate(database, [throttleMigration, idempotencyMigration, ...options.migrations]);
      if (seed !== undefined) await database.transaction(seed);
      return;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      options.logs.technical.warn({ err: error.cause }, "waiting for the database");
      await delay(retryMilliseconds, undefined, { signal }).catch(() => {});
    }
  }
}
