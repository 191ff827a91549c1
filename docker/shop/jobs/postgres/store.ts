import pg from "pg";
import { bind, type Dialect, type JobStore, type Queryable, type Transaction } from "../store.ts";
import { schemaSql } from "./schema.ts";

// clock_timestamp, not now(): that one is the moment at which the transaction began.
const dialect: Dialect = {
  clock: "clock_timestamp()",
  after: (moment, seconds) => `${moment} + make_interval(secs => ${seconds})`,
  due: (moment, everySeconds) => {
    const every = `CAST(${everySeconds} AS numeric)`;
    return `to_timestamp(floor(extract(epoch FROM ${moment}) / ${every}) * ${every})`;
  },
  jsonText: (column) => `${column}::text`,
};

/**
 * Jobs in one schema of PostgreSQL. The pool decides how long an answer is waited for (`query_timeout`, less than the time
 * to live of every job): a connection that was lost without a word would be waited for for ever.
 */
export function createPostgresStore({ pool, schema }: { pool: pg.Pool; schema: string }): JobStore<pg.ClientBase> {
  const job = `${pg.escapeIdentifier(schema)}.job`;
  const milestone = `${pg.escapeIdentifier(schema)}.job_milestone`;
  const { query } = queryableOn(pool);

  async function transaction<T>(
    silentSeconds: number,
    body: (transaction: Transaction<pg.ClientBase>) => Promise<T>,
  ): Promise<T> {
    const client = await pool.connect();
    // The server may end the session while nothing is awaited; the next query tells.
    const ignore = () => {};
    client.on("error", ignore);
    let ended = false;
    try {
      await client.query("BEGIN");
      await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(silentSeconds * 1000)}`);
      const result = await body({ ...queryableOn(client), client });
      await client.query("COMMIT");
      ended = true;
      return result;
    } finally {
      client.off("error", ignore);
      // A connection that is thrown away takes its transaction with it, in whatever state they are.
      client.release(!ended);
    }
  }

  return {
    dialect,
    tables: { job, milestone },
    query,
    transaction,

    migrate: () =>
      transaction(60, async ({ client }) => {
        // CREATE … IF NOT EXISTS fails when two do it at the same time.
        await client.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`${schema}.job`]);
        await client.query(schemaSql(schema));
      }),

    async add(name) {
      await query(`INSERT INTO ${job} (name) VALUES (:name) ON CONFLICT DO NOTHING`, { name });
    },

    async seize(where, changes, values) {
      const columns = Object.entries({ token: "token", slot: "slot", ...changes });
      const { rows } = await query<{ name: string; token: string; slot: Date }>(
        `UPDATE ${job} AS seized SET ${columns.map(([column]) => `${column} = found.${column}`).join(", ")}
         FROM (
           SELECT name, ${columns.map(([column, expression]) => `${expression} AS ${column}`).join(", ")}
           FROM ${job} CROSS JOIN (SELECT clock_timestamp() AS instant) AS clock
           WHERE ${where}
           FOR UPDATE OF job SKIP LOCKED
         ) AS found
         WHERE seized.name = found.name
         RETURNING seized.name, seized.token, seized.slot`,
        values,
      );
      return rows.map(({ name, token, slot }) => ({ name, token: Number(token), slot }));
    },
  };
}

function queryableOn(client: pg.Pool | pg.ClientBase): Queryable {
  return {
    async query<Row>(text: string, values: Readonly<Record<string, unknown>>) {
      const bound = bind(text, values, (place) => `$${place}`);
      const { rows, rowCount } = await client.query(bound.text, bound.values);
      return { rows: rows as Row[], matched: rowCount ?? 0 };
    },
  };
}
