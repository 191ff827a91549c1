import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import type { ServiceConnection } from "../../kit/database-view.ts";
import { type ConnectReader, connectMilliseconds, describeScope, unreadable } from "./scope.ts";

/** Threads that no client holds a connection for. */
const ownThreads = "('Daemon', 'Binlog Dump', 'Binlog Dump GTID', 'Slave_IO', 'Slave_SQL')";
/** A connection that has chosen no database yet counts where its user is told. */
const query = `FROM information_schema.PROCESSLIST p
  WHERE p.ID <> CONNECTION_ID() AND p.COMMAND NOT IN ${ownThreads}
    AND (? IS NULL OR p.USER = ?) AND (DATABASE() IS NULL OR p.DB = DATABASE() OR (p.DB IS NULL AND ? IS NOT NULL))`;
const connectionsSql = `SELECT p.ID AS id, p.COMMAND AS command ${query}`;
const transactionsSql = "SELECT trx_mysql_thread_id AS id FROM information_schema.INNODB_TRX";
/** InnoDB renews INNODB_TRX only when nobody has read it for a tenth of a second; who asks more often never sees news. */
const transactionsEveryMilliseconds = 150;

/** Reads `information_schema.PROCESSLIST` of MariaDB and MySQL; other users' connections only with the privilege PROCESS. */
export const connectMysql: ConnectReader = async (scope) => {
  let connection: Connection | undefined;
  try {
    connection = await createConnection({
      uri: scope.url.replace(/^mariadb:/, "mysql:"),
      connectTimeout: connectMilliseconds,
      ...(process.env.MYSQL_PWD === undefined || new URL(scope.url).password !== ""
        ? {}
        : { password: process.env.MYSQL_PWD }),
    });
    const open = connection;
    // A connection that breaks between two looks is told by the next one.
    open.on("error", () => {});
    const ask = async (sql: string, values: unknown[] = []) =>
      (await open.query<RowDataPacket[]>({ sql, values, timeout: connectMilliseconds }))[0];
    const [server] = await ask("SELECT VERSION() AS version, CURRENT_USER() AS account");
    const version = String(server?.version);
    const isPrivileged = (await ask("SHOW GRANTS")).some((row) =>
      Object.values(row).some((grant) => /^GRANT (ALL PRIVILEGES|.*\bPROCESS\b).* ON \*\.\*/.test(String(grant))),
    );
    const own = String(server?.account).split("@")[0];
    if (!isPrivileged && scope.user !== undefined && scope.user !== own) {
      throw new Error(`${own} may not see the connections of ${scope.user}: GRANT PROCESS ON *.* TO it`);
    }
    const user = scope.user ?? null;
    let inTransaction: ReadonlySet<string> = new Set();
    let lookedAt = Number.NEGATIVE_INFINITY;
    const lookAtTransactions = async () => {
      if (!isPrivileged || performance.now() - lookedAt < transactionsEveryMilliseconds) return;
      inTransaction = new Set((await ask(transactionsSql)).map(({ id }) => String(id)));
      lookedAt = performance.now();
    };
    return {
      engine: /MariaDB/i.test(version) ? `MariaDB ${version.split("-")[0]}` : `MySQL ${version.split("-")[0]}`,
      scope: describeScope({ ...scope, applications: undefined }),
      async connections() {
        try {
          await lookAtTransactions();
          return (await ask(connectionsSql, [user, user, user])).map(({ id, command }) => ({
            id: String(id),
            state: stateOf(String(command), inTransaction.has(String(id))),
          }));
        } catch (cause) {
          throw unreadable(scope, cause);
        }
      },
      close: () => open.end(),
    };
  } catch (cause) {
    connection?.destroy();
    throw unreadable(scope, cause);
  }
};

/** `Sleep`: waits for the client's next statement (MariaDB manual, "Thread Command Values"). */
function stateOf(command: string, inTransaction: boolean): ServiceConnection["state"] {
  if (command !== "Sleep") return "working";
  return inTransaction ? "transaction" : "idle";
}
