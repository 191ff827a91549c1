import type { DatabaseNode, Failover } from "../database.ts";
import { until } from "../until-serves.ts";
import { ask } from "./ask.ts";
import { standbyName, standbyRole } from "./replication-settings.ts";

/** Makes the role as which the standby fetches what the primary writes. */
export async function createStandbyRole(primaryUrl: string, password: string): Promise<void> {
  await ask(primaryUrl, `CREATE ROLE ${standbyRole} REPLICATION LOGIN PASSWORD '${password}'`);
}

/** Returns when the standby has all that is committed on the primary now; throws after 30 s. */
export async function untilStandbyFollows(primaryUrl: string): Promise<void> {
  const [now] = await ask<{ lsn: string }>(primaryUrl, "SELECT pg_current_wal_flush_lsn()::text AS lsn");
  const followed = "SELECT 1 FROM pg_stat_replication WHERE application_name = $1 AND flush_lsn >= $2::pg_lsn";
  await until("the standby does not follow", async () => {
    const rows = await ask(primaryUrl, followed, [standbyName, now?.lsn]);
    return rows.length > 0;
  });
}

/** Failing over to an asynchronous standby (PostgreSQL manual, "Log-Shipping Standby Servers"). */
export function createFailover(options: {
  readonly primaryUrl: string;
  readonly standbyUrl: string;
  readonly killPrimary: () => Promise<void>;
  readonly standby: DatabaseNode;
}): Failover {
  const { primaryUrl, standbyUrl, standby } = options;
  return {
    async holdReplication() {
      await untilStandbyFollows(primaryUrl);
      // Pausing the replay would not do: what was received is replayed when the standby is promoted.
      await ask(primaryUrl, `ALTER ROLE ${standbyRole} NOLOGIN`);
      await until("the standby does not let go", async () => {
        const senders = await ask(primaryUrl, "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
        return senders.length === 0;
      });
    },
    async failOver() {
      await options.killPrimary();
      await ask(standbyUrl, "SELECT pg_promote(wait => false)");
      await until("the standby does not become the primary", async () => {
        const [row] = await ask<{ standby: boolean }>(standbyUrl, "SELECT pg_is_in_recovery() AS standby");
        return row?.standby === false;
      });
      return standby;
    },
  };
}
