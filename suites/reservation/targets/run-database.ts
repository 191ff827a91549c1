import pg from "pg";
import { reasonOf, TercetError } from "../../../contracts/index.ts";
import type { StorePlace } from "./target.ts";

/**
 * Makes a database for a run, for programs that cannot be kept apart by schemas. Throws `TercetError` (`surroundings`) where
 * it cannot be made.
 */
export async function createRunDatabase({ databaseUrl, schema }: StorePlace): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(schema)}`);
  } catch (cause) {
    throw new TercetError("surroundings", `The run's database ${schema} cannot be made: ${reasonOf(cause)}.`, {
      cause,
    });
  } finally {
    await client.end();
  }
}

/** The URL of that database. */
export function runDatabaseUrl({ databaseUrl, schema }: StorePlace): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${schema}`;
  return url.href;
}
