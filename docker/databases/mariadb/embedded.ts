import type { StartDatabaseOptions, StartedDatabase } from "../database.ts";
import { type LocalDialect, startLocally } from "../local/start.ts";
import { serverVersion } from "./server-version.ts";

const dialect: LocalDialect = {
  name: "mariadb",
  url: (password, port) => `mysql://root:${password}@127.0.0.1:${port}`,
  version: serverVersion,
};

/** Starts the MariaDB that is installed on this machine. Throws `TercetError` (`surroundings`). */
export function startInstalledMariadb(options: Omit<StartDatabaseOptions, "how"> = {}): Promise<StartedDatabase> {
  return startLocally(dialect, options);
}
