import type { DatabaseName } from "../database.ts";
import type { UserIdentity } from "../server-user.ts";
import type { ServerKind } from "./server.ts";

/** Where and for whom data are made. */
export interface LocalPlace {
  /** A folder that belongs to the user; it is removed with the database. */
  readonly directory: string;
  /** Who the servers run as; undefined: the user of this process. */
  readonly user: UserIdentity | undefined;
  /** Of the user that may do everything. */
  readonly password: string;
}

/** What differs between the back ends that run as processes of this machine. */
export interface LocalDatabase {
  /** The system's user that its servers run as where this process is root. */
  readonly systemUser: string;
  /** Makes empty data, and says how a server is run on them; throws with what its programs wrote. */
  prepare(place: LocalPlace): Promise<ServerKind>;
  /**
   * Makes the data of an asynchronous standby out of those that `prepare` made and no server has opened yet, and says how it
   * is run beside a primary on a port.
   */
  prepareStandby?(place: LocalPlace): Promise<(primaryPort: number) => ServerKind>;
}

/** By name; capabilities say which of them there are. Loaded late, each alone. */
export const localDatabases: Partial<Readonly<Record<DatabaseName, () => Promise<LocalDatabase>>>> = {
  postgres: async () => (await import("../postgres/local.ts")).localPostgres,
  mariadb: async () => (await import("../mariadb/local.ts")).localMariadb,
};
