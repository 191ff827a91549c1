import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalDatabase } from "../local/database.ts";
import { complete } from "../local/program.ts";
import { settings } from "./settings.ts";

/** The MariaDB that is installed (Debian: the package mariadb-server), as a process of this machine. */
export const localMariadb: LocalDatabase = {
  systemUser: "mysql",
  async prepare(place) {
    const { directory, password } = place;
    const data = join(directory, "data");
    const install = [
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
    ];
    await complete({ ...place, path: "mariadb-install-db", parameters: [...install, ...settings] });
    const initial = join(directory, "initial.sql");
    const accounts = ["localhost", "%"].map(
      (from) =>
        `CREATE OR REPLACE USER 'root'@'${from}' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO 'root'@'${from}' WITH GRANT OPTION;\n`,
    );
    await writeFile(initial, accounts.join(""));
    return {
      program: (port) => ({
        ...place,
        path: "mariadbd",
        parameters: [
          "--no-defaults",
          `--datadir=${data}`,
          `--port=${port}`,
          "--bind-address=127.0.0.1",
          `--socket=${join(directory, "socket")}`,
          `--pid-file=${join(directory, "pid")}`,
          `--init-file=${initial}`,
          ...settings,
        ],
      }),
      ready: "ready for connections",
      crashSignal: "SIGKILL",
      endSignals: ["SIGTERM", "SIGKILL"],
    };
  },
};
