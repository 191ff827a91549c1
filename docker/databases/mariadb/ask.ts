import type { RowDataPacket } from "mysql2/promise";

const answerMilliseconds = 5_000;

/**
 * Asks a server on a connection of its own and returns the rows. Each step is bounded by the
 * timeout, in milliseconds, since a server may be frozen at any of them; throws what the server or the connection says.
 */
export async function ask(url: string, sql: string, timeout = answerMilliseconds): Promise<RowDataPacket[]> {
  // Loaded late: most commands need no MariaDB.
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection({ uri: url, connectTimeout: answerMilliseconds });
  // A server that goes away between two steps tells of it by an event; the step itself fails too.
  connection.on("error", () => {});
  try {
    const [rows] = await connection.query<RowDataPacket[]>({ sql, timeout });
    return rows;
  } finally {
    connection.destroy();
  }
}
