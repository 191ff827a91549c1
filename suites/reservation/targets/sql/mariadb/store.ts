import { type Connection, escapeId } from "mysql2";
import type { Dialect, JobStore, Transaction } from "../../../../../docker/shop/jobs/store.ts";
import type { Connections, LentConnection } from "./connections.ts";
import { createTables } from "./schema.ts";

// SYSDATE, not NOW: that one is the moment at which the statement began, before it waited for a lock.
const dialect: Dialect = {
  clock: "SYSDATE(6)",
  after: (moment, seconds) => `${moment} + INTERVAL ${seconds} SECOND`,
  due: (moment, everySeconds) => {
    const [epoch, every] = ["TIMESTAMP'1970-01-01 00:00:00'", `ROUND(${everySeconds} * 1000000)`];
    return `${epoch} + INTERVAL TIMESTAMPDIFF(MICROSECOND, ${epoch}, ${moment}) DIV ${every} * ${every} MICROSECOND`;
  },
  // The driver would parse a column that it knows to be JSON.
  jsonText: (column) => `CAST(${column} AS CHAR)`,
};

/** ER_LOCK_DEADLOCK: the server has rolled the whole transaction back, so it may be done again. */
const deadlock = 1213;
const maxAttempts = 3;

/** Nothing is waited for between the statements of a seizure: who is silent there was stopped, or is gone. */
const seizeSilentSeconds = 1;

/** Jobs in one database of MariaDB 10.6 or newer. */
export function createMariadbStore({
  connections,
  schema,
}: {
  connections: Connections;
  schema: string;
}): JobStore<Connection> {
  const database = escapeId(schema);
  const job = `${database}.job`;
  const atOnce = <T>(body: (lent: LentConnection) => Promise<T>) => untilNoDeadlock(() => connections.use(body));

  return {
    dialect,
    tables: { job, milestone: `${database}.job_milestone` },
    query: (text, values) => atOnce(({ query }) => query(text, values)),
    migrate: () => connections.use(({ query }) => createTables(query, schema)),

    async add(name) {
      // INSERT IGNORE alone would wait for a row that somebody has locked.
      await atOnce(async ({ query }) => {
        const { rows } = await query(`SELECT name FROM ${job} WHERE name = :name`, { name });
        if (rows.length === 0) await query(`INSERT IGNORE INTO ${job} (name) VALUES (:name)`, { name });
      });
    },

    seize: (where, changes, values) =>
      atOnce((lent) =>
        inTransaction(lent, seizeSilentSeconds, async () => {
          // UPDATE returns no rows, and an assignment in it sees those before it: what is new is read first, as text,
          // since a Date would lose its microseconds.
          const columns = Object.entries({ token: "token", slot: "slot", ...changes });
          const { rows } = await lent.query<Readonly<Record<string, string>> & { readonly name: string }>(
            `SELECT name, ${columns.map(([column, expression]) => `CAST(${expression} AS CHAR) AS ${column}`).join(", ")}
             FROM ${job} CROSS JOIN (SELECT SYSDATE(6) AS instant) AS clock
             WHERE ${where}
             FOR UPDATE SKIP LOCKED`,
            values,
          );
          const set = columns.map(([column]) => `${column} = :${column}`).join(", ");
          for (const row of rows) await lent.query(`UPDATE ${job} SET ${set} WHERE name = :name`, row);
          return rows.map(({ name, token, slot }) => ({ name, token: Number(token), slot: new Date(`${slot}Z`) }));
        }),
      ),

    transaction: (silentSeconds, body) => transaction(connections, silentSeconds, body),
  };
}

/** Not done again after a deadlock: what the body did elsewhere is not rolled back. */
function transaction<T>(
  connections: Connections,
  silentSeconds: number,
  body: (transaction: Transaction<Connection>) => Promise<T>,
): Promise<T> {
  return connections.use((lent) =>
    inTransaction(lent, silentSeconds, () => body({ query: lent.query, client: lent.connection })),
  );
}

async function inTransaction<T>({ query }: LentConnection, silentSeconds: number, body: () => Promise<T>): Promise<T> {
  // In whole seconds, and never 0, which means for ever.
  await query(`SET SESSION idle_transaction_timeout = ${Math.max(1, Math.ceil(silentSeconds))}`, {});
  await query("START TRANSACTION", {});
  const result = await body();
  await query("COMMIT", {});
  return result;
}

async function untilNoDeadlock<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as { errno?: number }).errno !== deadlock || attempts === maxAttempts) throw error;
    }
  }
}
