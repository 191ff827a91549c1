import pg from "pg";
import { unavailable } from "./problem.ts";

/** A connection inside a transaction. */
export type Transaction = pg.ClientBase;

/** Can be asked: the database, or a transaction on it. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** The service's own schema, by its own user. Every method throws `Problem` 503 when the database does not answer. */
export interface Database extends Queryable {
  readonly pool: pg.Pool;
  /** All or nothing; what `work` throws rolls back. */
  transaction<Result>(work: (client: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** How long a request waits for a free connection: throttling the database bounds the wait as well. */
const patienceMilliseconds = 2_000;
const statementMilliseconds = 5_000;

/** Opens a pool; it connects when it is first used. `maxConnections` is this instance's share of the contract's figure. */
export function openDatabase(options: {
  readonly url: string;
  readonly maxConnections: number;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.name,
    connectionTimeoutMillis: patienceMilliseconds,
    statement_timeout: statementMilliseconds,
    // A connection that was lost without a word would be waited for for ever.
    query_timeout: statementMilliseconds + patienceMilliseconds,
    idle_in_transaction_session_timeout: statementMilliseconds,
  });
  // An idle connection that breaks is replaced when it is needed; without a listener it would end the process.
  pool.on("error", () => {});
  return {
    pool,
    query: (text, values) => pool.query(text, values as unknown[]).catch(translate),
    transaction: (work) => transact(pool, work).catch(translate),
    close: () => pool.end(),
  };
}

async function transact<Result>(pool: pg.Pool, work: (client: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  const breaks = () => {
    broken = true;
  };
  client.on("error", breaks);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(breaks);
    throw error;
  } finally {
    client.off("error", breaks);
    client.release(broken);
  }
}

/**
 * Classes 08 and 57, and 53300, of the SQLSTATE codes; 42P01: the database came up so late that the tables are not there
 * yet; error codes of sockets; and what pg has only words for.
 */
const outOfReach = /^(?:08|57|53300|42P01|E(?:CONN|NOTFOUND|TIMEDOUT|PIPE|HOSTUNREACH|AI_AGAIN))/;
const outOfReachWords = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/;

function translate(error: unknown): never {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (outOfReach.test(code) || outOfReachWords.test(message)) throw unavailable("The database", error);
  throw error;
}
