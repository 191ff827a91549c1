import pg from "pg";

/** Connects once, which shows that the server really serves, and returns its version: `18.4`. */
export async function serverVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    // Distributions add their own name: `15.13 (Debian 15.13-0+deb12u1)`.
    return rows[0]?.server_version.split(" ")[0] ?? "unknown";
  } finally {
    await client.end();
  }
}
