import { randomBytes } from "node:crypto";
import pg from "pg";

const monitor = "monitor";

/** URLs, each with a user of its own; they hold passwords. */
export interface ProvisionedDatabases {
  urlOf(service: string): string;
  /** The monitor's database. */
  readonly store: string;
  /** The services' database for the monitor, who reads the statistics of the server there, and no table. */
  readonly statistics: string;
}

/**
 * Gives each service a schema and a user of its own: nobody reads another one's data, the database is not a way to talk.
 * The monitor gets a database of its own. May be run again on the same server: passwords are then changed.
 */
export async function provisionDatabase(url: string, services: readonly string[]): Promise<ProvisionedDatabases> {
  const passwords = new Map([...services, monitor].map((user) => [user, randomBytes(24).toString("base64url")]));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const exists = async (query: string) => ((await client.query(query)).rowCount ?? 0) > 0;
    for (const [user, password] of passwords) {
      const isKnown = await exists(`SELECT FROM pg_roles WHERE rolname = '${user}'`);
      await client.query(`${isKnown ? "ALTER" : "CREATE"} ROLE "${user}" LOGIN PASSWORD '${password}'`);
    }
    await client.query(`GRANT pg_read_all_stats TO "${monitor}"`);
    await client.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
    const database = pg.escapeIdentifier(rows[0]?.name as string);
    for (const service of services) {
      await client.query(`CREATE SCHEMA IF NOT EXISTS "${service}" AUTHORIZATION "${service}"`);
      await client.query(`ALTER ROLE "${service}" SET search_path = "${service}"`);
      // For CREATE SCHEMA IF NOT EXISTS on its own one, which a service's own migrations may say.
      await client.query(`GRANT CREATE ON DATABASE ${database} TO "${service}"`);
    }
    if (!(await exists(`SELECT FROM pg_database WHERE datname = '${monitor}'`))) {
      await client.query(`CREATE DATABASE "${monitor}" OWNER "${monitor}"`);
    }
  } finally {
    await client.end();
  }
  const withUser = (user: string, database?: string) => {
    const own = new URL(url);
    own.username = user;
    own.password = passwords.get(user) as string;
    if (database !== undefined) own.pathname = `/${database}`;
    return own.href;
  };
  return { urlOf: withUser, store: withUser(monitor, monitor), statistics: withUser(monitor) };
}
