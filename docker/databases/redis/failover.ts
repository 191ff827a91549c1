import type { DatabaseNode, Failover } from "../database.ts";
import { until } from "../until-serves.ts";
import { type RedisServer, redisCommand, redisField } from "./command.ts";

/**
 * Makes a server the replica of another one, and returns when it has all that was written there before; throws after 30 s.
 * That is no setting of its start: once promoted, it stays the primary when it is restarted.
 */
export async function follow(options: {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  /** Host and port of the primary as the replica reaches it. */
  readonly primaryInNetwork: readonly [host: string, port: string];
}): Promise<void> {
  const { primary, replica } = options;
  await redisCommand(replica, "CONFIG", "SET", "masterauth", primary.password);
  await redisCommand(replica, "REPLICAOF", ...options.primaryInNetwork);
  await untilReplicaFollows(primary, replica);
}

/** Failing over to a replica, which is always asynchronous (Redis manual, "Redis replication"). */
export function createFailover(options: {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  readonly killPrimary: () => Promise<void>;
  readonly standby: DatabaseNode;
}): Failover {
  const { primary, replica, standby } = options;
  return {
    async holdReplication() {
      await untilReplicaFollows(primary, replica);
      // It loses its connection and cannot log in again. Were it paused, it would read what was sent in between.
      await redisCommand(replica, "CONFIG", "SET", "masterauth", "revoked");
      await until("the replica does not let go", async () => {
        await redisCommand(replica, "CLIENT", "KILL", "TYPE", "master");
        return (await redisField(replica, "replication", "master_link_status")) === "down";
      });
    },
    async failOver() {
      await options.killPrimary();
      await redisCommand(replica, "REPLICAOF", "NO", "ONE");
      await until("the replica does not become the primary", async () => {
        return (await redisField(replica, "replication", "role")) === "master";
      });
      return standby;
    },
  };
}

async function untilReplicaFollows(primary: RedisServer, replica: RedisServer): Promise<void> {
  const written = Number(await redisField(primary, "replication", "master_repl_offset"));
  await until("the replica does not follow", async () => {
    const link = await redisField(replica, "replication", "master_link_status");
    return link === "up" && Number(await redisField(replica, "replication", "slave_repl_offset")) >= written;
  });
}
