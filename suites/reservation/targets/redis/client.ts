import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "@redis/client";

/** A client of one server. */
export interface RedisClient {
  /**
   * Runs a Lua script, which is atomic: nothing else is done in between. Rejects when it is not answered in time or the
   * connection breaks: nobody knows then whether it took effect.
   */
  run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
}

/**
 * Connects when there is something to do, and again after a failure. Nothing is repeated or kept for later: a script that
 * reaches the server when its worker has given up could take effect unseen. `patienceMilliseconds` bounds each script,
 * with the connection that it needs.
 */
export function createRedisClient(options: {
  readonly url: string;
  readonly patienceMilliseconds: number;
}): RedisClient {
  const { url, patienceMilliseconds } = options;
  let current: Connection | undefined;

  function connection(): Connection {
    if (current !== undefined) return current;
    const client = open(url);
    const opened: Connection = { client, ready: client.connect() };
    client.on("error", () => forget(opened));
    current = opened;
    return opened;
  }

  /** What is still asked rejects, since its answers would be taken for those to later questions. */
  function forget(connection: Connection): void {
    if (current === connection) current = undefined;
    if (connection.client.isOpen) connection.client.destroy();
  }

  return {
    async run(script, keys, args) {
      const used = connection();
      const over = new AbortController();
      const late = delay(patienceMilliseconds, undefined, { signal: over.signal }).then(() => {
        throw new Error(`Redis gave no answer in ${patienceMilliseconds} ms`);
      });
      // The server keeps each script that it has seen, so that nothing has to be loaded before.
      const answer = used.ready.then(() => used.client.eval(script, { keys: [...keys], arguments: args.map(String) }));
      try {
        return await Promise.race([answer, late]);
      } catch (error) {
        forget(used);
        throw error;
      } finally {
        // The one that came second is of no interest.
        answer.catch(() => {});
        late.catch(() => {});
        over.abort();
      }
    },
  };
}

function open(url: string) {
  return createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: false } });
}

interface Connection {
  readonly client: ReturnType<typeof open>;
  readonly ready: Promise<unknown>;
}
