import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import type { ServiceConnection } from "../../kit/database-view.ts";
import { type ConnectReader, connectMilliseconds, describeScope, unreadable } from "./scope.ts";

/** Threads that no client holds a connection for. */
const ownThreads = "('Daemon', 'Binlog Dump', 'Binlog Dump GTID', 'Slave_IO', 'Slave_SQL')";
/** A connection that has chosen no database yet counts where its user is told. */
const query = `FROM information_schema.PROCESSLIST p
  WHERE p.ID <> CONNECTION_ID() AND p.COMMAND NOT IN ${ownThreads}
    AND (? IS NULL OR p.USER = ?) AND (DATABASE() IS NULL OR p.DB = DATABASE() OR (p.DB IS NULL AND ? IS NOT NULL))`;
const withoutTransactions = `SELECT p.ID AS id, p.COMMAND AS command, 0 AS open ${query}`;
const withTransactions = `SELECT p.ID AS id, p.COMMAND AS command,
  EXISTS (SELECT 1 FROM information_schema.INNODB_TRX t WHERE t.trx_mysql_thread_id = p.ID) AS open ${query}`;

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
    const sql = isPrivileged ? withTransactions : withoutTransactions;
    const user = scope.user ?? null;
    return {
      engine: /MariaDB/i.test(version) ? `MariaDB ${version.split("-")[0]}` : `MySQL ${version.split("-")[0]}`,
      scope: describeScope({ ...scope, applications: undefined }),
      async connections() {
        try {
          return (await ask(sql, [user, user, user])).map(({ id, command, open: inTransaction }) => ({
            id: String(id),
            state: stateOf(String(command), Boolean(Number(inTransaction))),
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
