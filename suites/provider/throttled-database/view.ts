import type { DatabaseView } from "../../kit/database-view.ts";
import type { DatabaseScope } from "./scope.ts";

/** The protocols of URLs that a view can be made of. */
export const databaseProtocols = /^(postgres(ql)?|mysql|mariadb)$/;

/** Makes a view of a database; the client for its engine is loaded when it is connected to. */
export function createDatabaseView(scope: DatabaseScope): DatabaseView {
  return {
    async connect() {
      const open = new URL(scope.url).protocol.startsWith("postgres")
        ? (await import("./postgres.ts")).connectPostgres
        : (await import("./mysql.ts")).connectMysql;
      return open(scope);
    },
  };
}
