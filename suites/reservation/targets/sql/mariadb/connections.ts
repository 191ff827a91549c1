import { type Connection, type ConnectionOptions, createConnection, type ResultSetHeader } from "mysql2";
import { type Answer, bind, type Values } from "../../../../../docker/shop/jobs/store.ts";

/** Connections to MariaDB that are used again; each of their answers comes within a time, or the connection is given up. */
export interface Connections {
  /** Lends a connection, which nobody else has meanwhile. What `body` throws ends the connection and its transaction. */
  use<T>(body: (connection: LentConnection) => Promise<T>): Promise<T>;
  /** Ends those that are not lent. */
  close(): Promise<void>;
}

/** A connection, until it is given back. */
export interface LentConnection {
  query<Row>(text: string, values: Values): Promise<Answer<Row>>;
  readonly connection: Connection;
}

/**
 * Connects to the address as often as there are users at a time. `patienceMilliseconds`: how long an answer is waited for,
 * and how long the server may work at a statement.
 */
export function createConnections(options: {
  readonly url: string;
  readonly patienceMilliseconds: number;
}): Connections {
  const { patienceMilliseconds } = options;
  const idle: Connection[] = [];

  async function open(): Promise<Connection> {
    const connection = createConnection(driverOptions(options.url));
    // It breaks while nobody uses it: then it is not lent again.
    connection.on("error", () => {
      const place = idle.indexOf(connection);
      if (place >= 0) idle.splice(place, 1);
    });
    try {
      for (const text of sessionSql(patienceMilliseconds)) {
        await answered(connection, (done) => connection.query(text, done));
      }
      return connection;
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }

  /** Waits for the answer at most for the time given, also while the connection is still being made. */
  function answered<T>(connection: Connection, ask: (done: (error: unknown, result: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => {
        connection.destroy();
        reject(new Error(`MariaDB gave no answer within ${patienceMilliseconds} ms`));
      }, patienceMilliseconds);
      ask((error, result) => {
        clearTimeout(late);
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  return {
    async use(body) {
      const connection = idle.pop() ?? (await open());
      try {
        const result = await body({
          connection,
          async query<Row>(text: string, values: Values) {
            const bound = bind(text, values, () => "?");
            const result = await answered<readonly Row[] | ResultSetHeader>(connection, (done) =>
              connection.query(bound.text, bound.values, (error, rows) => done(error, rows as ResultSetHeader)),
            );
            return "affectedRows" in result
              ? { rows: [], matched: result.affectedRows }
              : { rows: result, matched: result.length };
          },
        });
        idle.push(connection);
        return result;
      } catch (error) {
        connection.destroy();
        throw error;
      }
    },
    async close() {
      for (const connection of idle.splice(0)) connection.destroy();
    },
  };
}

function driverOptions(url: string): ConnectionOptions {
  return {
    uri: url.replace(/^mariadb:/, "mysql:"),
    timezone: "Z",
    // Rows that were found, not rows in which something is another now: who writes what is there already owns them too.
    flags: ["+FOUND_ROWS"],
    enableKeepAlive: true,
    keepAliveInitialDelay: 1_000,
  };
}

/**
 * - Each statement sees what is committed when it begins, not when the transaction began; and where rows are locked in
 *   passing, they are let go (MariaDB manual, "SET TRANSACTION", isolation levels).
 * - Moments are kept in UTC, whatever the server's time zone.
 * - The server gives up a statement, or the wait for a lock, when nobody waits for the answer any more.
 */
function sessionSql(patienceMilliseconds: number): readonly string[] {
  const seconds = patienceMilliseconds / 1000;
  return [
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
    `SET SESSION autocommit = 1, time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES'),
       innodb_lock_wait_timeout = ${Math.ceil(seconds)}, max_statement_time = ${seconds}`,
  ];
}
