import { randomBytes } from "node:crypto";
import { capabilities } from "../capabilities.ts";
import { createDisk } from "../containers/disk.ts";
import { type Stage, startInContainers } from "../containers/start.ts";
import type { StartDatabaseOptions, StartedDatabase } from "../database.ts";
import { ask } from "./ask.ts";
import { serverVersion } from "./server-version.ts";
import { settings } from "./settings.ts";

const { port } = capabilities.mariadb;
const trialBytes = 65_536;
/** A commit that finds no space waits for it, for up to a minute (MariaDB manual, "Full disk"). */
const trialMilliseconds = 3_000;

/** Starts MariaDB in a container by testcontainers. Throws `TercetError` (`surroundings`) with the remedy. */
export function startMariadbContainer(options: Omit<StartDatabaseOptions, "how">): Promise<StartedDatabase> {
  const password = randomBytes(16).toString("hex");
  const urlOf = (at: { readonly host: string; readonly port: number }) =>
    `mysql://root:${password}@${at.host}:${at.port}`;

  const arrange = async (stage: Stage) => {
    const volume = options.smallDisk === true ? await stage.smallDisk() : undefined;
    const server = await stage.serve({
      name: "mariadb",
      port,
      // The time zones take the official image seconds to load.
      environment: { MARIADB_ROOT_PASSWORD: password, MARIADB_INITDB_SKIP_TZINFO: "1" },
      volume: volume?.mount,
      command: () => ["mariadbd", ...settings, ...(volume === undefined ? [] : onDisk(volume.mount.target))],
      ask: (at) => serverVersion(urlOf(at)),
    });
    const url = urlOf(server);
    if (volume !== undefined) await createTrial(url);
    return {
      url,
      version: await serverVersion(url),
      nodes: [server],
      ...(volume !== undefined && { disk: createDisk(volume, server, () => writeToBinaryLog(url)) }),
    };
  };
  return startInContainers("mariadb", arrange, options.signal);
}

// InnoDB writes into space that it took before, so a disk that is full need not stop it; each commit needs new space in the
// binary log, as where a server is backed up or replicated.
function onDisk(folder: string): string[] {
  return [`--datadir=${folder}/data`, `--log-bin=${folder}/data/binary`, "--binlog-format=MIXED", "--sync-binlog=0"];
}

async function createTrial(url: string): Promise<void> {
  await ask(url, "CREATE TABLE mysql.tercet_disk_trial (count bigint) ENGINE=InnoDB");
  await ask(url, "INSERT INTO mysql.tercet_disk_trial VALUES (0)");
}

/** A statement whose text goes to the binary log, and changes no more than a number. */
async function writeToBinaryLog(url: string): Promise<void> {
  const text = "0".repeat(trialBytes);
  await ask(url, `UPDATE mysql.tercet_disk_trial SET count = count + 1 /* ${text} */`, trialMilliseconds);
}
