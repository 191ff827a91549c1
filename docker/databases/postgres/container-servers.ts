import { capabilities, maxConnections } from "../capabilities.ts";
import type { ServerOptions } from "../containers/server.ts";
import { primarySettings, standbyConnection, standbySettings } from "./replication-settings.ts";

const { port } = capabilities.postgres;
const hbaFile = "/etc/tercet-hba.conf";
const standbyData = "/tmp/standby";
/** Its log is not to fill the disk by itself: a few segments are kept, and the next ones written over them. */
const smallDiskSettings = ["max_wal_size=64MB", "min_wal_size=32MB"];

type Common = Pick<ServerOptions, "network" | "ask"> & { readonly password: string };

/** How the server runs that has the data first. */
export function primaryServer(options: Common & Pick<ServerOptions, "volume">): ServerOptions {
  const { password, volume } = options;
  return {
    ...common(options),
    name: "postgres",
    environment: {
      POSTGRES_USER: "postgres",
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: "postgres",
      ...(volume !== undefined && { PGDATA: `${volume.target}/data` }),
    },
    volume,
    command: () => ["postgres", ...parameters(volume === undefined ? primarySettings : smallDiskSettings)],
  };
}

/**
 * How the server runs that fetches its data from a primary, and then what is written there: by the primary's name in their
 * network, or by a connection of one's own.
 */
export function standbyServer(
  options: Common & ({ readonly primary: string } | { readonly connection: string }),
): ServerOptions {
  const connection =
    "connection" in options
      ? options.connection
      : standbyConnection({ host: options.primary, port, password: options.password });
  // Only at its first start: a standby that was promoted is restarted on its own data.
  const script = `
    if [ ! -e ${standbyData}/standby.made ]; then
      pg_basebackup --dbname="$PRIMARY" --pgdata=${standbyData} --wal-method=stream --checkpoint=fast --no-sync
      touch ${standbyData}/standby.signal ${standbyData}/standby.made
    fi
    exec postgres "$@"`;
  return {
    ...common(options),
    name: "postgres-standby",
    user: "postgres",
    environment: { PRIMARY: connection },
    entrypoint: ["sh", "-euc", script, "standby"],
    command: () => ["-D", standbyData, ...parameters(standbySettings(connection))],
  };
}

function common({ network, ask }: Common) {
  return { port, network, ask, files: { [hbaFile]: hostBasedAuthentication } };
}

// That of the image lets nobody replicate from another machine.
const hostBasedAuthentication = `local all all trust
host all all all scram-sha-256
host replication all all scram-sha-256
`;

function parameters(settings: readonly string[]): string[] {
  // Without fsync nothing that was committed is lost in a crash of the server: the pages stay with the system, which goes on.
  // Only a power cut would lose it.
  const all = [
    "listen_addresses=*",
    "fsync=off",
    `max_connections=${maxConnections}`,
    `hba_file=${hbaFile}`,
    ...settings,
  ];
  return all.flatMap((setting) => ["-c", setting]);
}
