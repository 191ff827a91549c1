import { randomBytes } from "node:crypto";
import { createDisk } from "../containers/disk.ts";
import { type Stage, startInContainers } from "../containers/start.ts";
import type { StartDatabaseOptions, StartedDatabase } from "../database.ts";
import { ask } from "./ask.ts";
import { primaryServer, standbyServer } from "./container-servers.ts";
import { createFailover, createStandbyRole, untilStandbyFollows } from "./failover.ts";
import { serverVersion } from "./server-version.ts";

/** Starts PostgreSQL in containers by testcontainers. Throws `TercetError` (`surroundings`) with the remedy. */
export function startPostgresContainer(options: Omit<StartDatabaseOptions, "how">): Promise<StartedDatabase> {
  const password = randomBytes(16).toString("hex");
  const urlOf = (at: { readonly host: string; readonly port: number }) =>
    `postgres://postgres:${password}@${at.host}:${at.port}/postgres`;

  const arrange = async (stage: Stage) => {
    const network = options.standby === true ? await stage.network() : undefined;
    const volume = options.smallDisk === true ? await stage.smallDisk() : undefined;
    const common = { password, network, ask: (at: { host: string; port: number }) => serverVersion(urlOf(at)) };
    const primary = await stage.serve(primaryServer({ ...common, volume: volume?.mount }));
    const url = urlOf(primary);
    const startStandby = async () => {
      await createStandbyRole(url, password);
      const standby = await stage.serve(standbyServer({ ...common, primary: primary.name }));
      await untilStandbyFollows(url);
      return createFailover({ primaryUrl: url, standbyUrl: urlOf(standby), killPrimary: primary.kill, standby });
    };
    return {
      url,
      version: await serverVersion(url),
      nodes: [primary],
      ...(network !== undefined && { failover: await startStandby() }),
      ...(volume !== undefined && { disk: createDisk(volume, primary, () => fillSegment(url)) }),
    };
  };
  return startInContainers("postgres", arrange, options.signal);
}

/** Each segment of the write-ahead log is a new file of 16 MiB, or one that was made before. */
async function fillSegment(url: string): Promise<void> {
  await ask(url, "SELECT pg_logical_emit_message(true, 'tercet', 'the disk is tried')");
  await ask(url, "SELECT pg_switch_wal()");
}
