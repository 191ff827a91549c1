import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

const answerMilliseconds = 10_000;
const closeMilliseconds = 1_000;

/**
 * Asks a server on a connection of its own and returns the rows. Each step is bounded, since a server may be frozen at any of
 * them; throws what the server or the connection says.
 */
export async function ask<T extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: answerMilliseconds,
    query_timeout: answerMilliseconds,
  });
  // A server that goes away between two steps tells of it by an event; the step itself fails too.
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<T>(text, values)).rows;
  } finally {
    await Promise.race([client.end().catch(() => {}), delay(closeMilliseconds, undefined, { ref: false })]);
  }
}
