/** The role of the standby; its login is what `holdReplication()` revokes. */
export const standbyRole = "tercet_standby";

/** By which `pg_stat_replication` knows the standby. */
export const standbyName = "standby";

/** How a primary with a standby runs: it keeps what the standby may still have to fetch when it was stopped for a while. */
export const primarySettings = ["wal_keep_size=256MB"];

/** How a standby runs: it asks again at once where the primary does not answer. */
export function standbySettings(connection: string): string[] {
  return [...primarySettings, `primary_conninfo=${connection}`, "wal_retrieve_retry_interval=100ms"];
}

/** What a standby needs to reach its primary, as libpq reads it. */
export function standbyConnection(primary: {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}): string {
  const { host, port, password } = primary;
  return `host=${host} port=${port} user=${standbyRole} password=${password} application_name=${standbyName} connect_timeout=5`;
}
