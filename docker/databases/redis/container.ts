import { randomBytes } from "node:crypto";
import { capabilities } from "../capabilities.ts";
import { createDisk } from "../containers/disk.ts";
import { type Stage, startInContainers } from "../containers/start.ts";
import type { StartDatabaseOptions, StartedDatabase } from "../database.ts";
import { redisCommand, redisField } from "./command.ts";
import { createFailover, follow } from "./failover.ts";

const { port } = capabilities.redis;
const trialBytes = 65_536;

/** Starts Redis in containers by testcontainers. Throws `TercetError` (`surroundings`) with the remedy. */
export function startRedisContainer(options: Omit<StartDatabaseOptions, "how">): Promise<StartedDatabase> {
  const password = randomBytes(16).toString("hex");

  const arrange = async (stage: Stage) => {
    const network = options.standby === true ? await stage.network() : undefined;
    const volume = options.smallDisk === true ? await stage.smallDisk() : undefined;
    const common = {
      port,
      network,
      ask: (at: { readonly host: string; readonly port: number }) => redisCommand({ ...at, password }, "PING"),
    };
    const command = ["redis-server", ...settings, "--requirepass", password];
    const directory = volume === undefined ? [] : ["--dir", volume.mount.target];
    const node = await stage.serve({
      ...common,
      name: "redis",
      volume: volume?.mount,
      command: () => [...command, ...directory],
    });
    const primary = { host: node.host, port: node.port, password };
    const startReplica = async () => {
      const standby = await stage.serve({ ...common, name: "redis-standby", command: () => command });
      const replica = { host: standby.host, port: standby.port, password };
      await follow({ primary, replica, primaryInNetwork: [node.name, `${port}`] });
      return createFailover({ primary, replica, killPrimary: node.kill, standby });
    };
    const tryToWrite = async () => {
      await redisCommand(primary, "SET", trialKey, "0".repeat(trialBytes));
      await redisCommand(primary, "DEL", trialKey);
    };
    return {
      url: `redis://:${password}@${node.host}:${node.port}`,
      version: await redisField(primary, "server", "redis_version"),
      nodes: [node],
      ...(network !== undefined && { failover: await startReplica() }),
      ...(volume !== undefined && { disk: createDisk(volume, node, tryToWrite) }),
    };
  };
  return startInContainers("redis", arrange, options.signal);
}

const trialKey = "tercet:disk-trial";

// Each write is in the append-only file before it is answered, so none is lost in a crash of the server: the pages stay with
// the system. With `everysec`, writes wait in the server while the system is busy flushing.
const settings = ["--appendonly", "yes", "--appendfsync", "no", "--save", ""];
