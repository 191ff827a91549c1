import type { DatabaseNode, StartedDatabase } from "../../docker/index.ts";
import type { StageLink } from "./faults/stage.ts";
import type { ProxyProtocol } from "./network/follow/protocol.ts";
import { startFaultProxy } from "./network/start.ts";

/** One worker's way to the store: a proxy of its own before each node. */
export interface Link extends StageLink {
  /** In place of the database's: leads through the proxies. */
  readonly url: string;
  readonly isCut: boolean;
  /** From now on, what led to the first node leads to this one. */
  retarget(node: DatabaseNode): void;
  close(): Promise<void>;
}

const protocols: Readonly<Record<StartedDatabase["name"], ProxyProtocol>> = {
  postgres: "postgres",
  mariadb: "mysql",
  redis: "redis",
  etcd: "http",
};

/** Opens a way through new proxies. */
export async function openLink(database: StartedDatabase): Promise<Link> {
  const protocol = protocols[database.name];
  const proxies = await Promise.all(database.nodes.map(({ host, port }) => startFaultProxy({ host, port, protocol })));
  let direction: Parameters<StageLink["cutOff"]>[0] | undefined;
  let delayMilliseconds = 0;
  // A proxy heals of everything at once; what is still to last is done again.
  const heal = () => {
    for (const proxy of proxies) {
      proxy.heal();
      if (direction !== undefined) proxy.partition(direction);
      if (delayMilliseconds > 0) proxy.delay(delayMilliseconds);
    }
  };
  return {
    url: databaseUrl(database, proxies),
    get isCut() {
      return direction !== undefined;
    },
    cutOff(how) {
      direction = how;
      for (const proxy of proxies) proxy.partition(how);
    },
    reconnect() {
      direction = undefined;
      heal();
    },
    lose(how) {
      for (const proxy of proxies) how === "reset" ? proxy.killConnections() : proxy.halfOpen();
    },
    async loseCommit(part) {
      // Whichever node gets it.
      const lost = await Promise.race(
        proxies.map((proxy) => (part === "commit" ? proxy.loseCommit() : proxy.loseAnswerOfCommit())),
      );
      return lost.lost;
    },
    delay(milliseconds) {
      delayMilliseconds = milliseconds;
      heal();
    },
    retarget: ({ host, port }) => proxies[0]?.retarget({ host, port }),
    async close() {
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
}

/** The database's URL as a worker is given it: of one node as it is, of several with commas between. */
export function databaseUrl(database: StartedDatabase, at: readonly { host: string; port: number }[]): string {
  return at.map(({ host, port }) => withAddress(database.url, host, port)).join(",");
}

function withAddress(text: string, host: string, port: number): string {
  const url = new URL(text);
  url.hostname = host;
  url.port = String(port);
  // `new URL` adds a slash to an address that has no path.
  return text.endsWith("/") ? url.href : url.href.replace(/\/$/, "");
}
