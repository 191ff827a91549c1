import { randomBytes } from "node:crypto";
import { TercetError } from "../../../contracts/index.ts";
import { capabilities } from "../capabilities.ts";
import type { DatabaseName, DatabaseNode, StartDatabaseOptions, StartedDatabase } from "../database.ts";
import { untilServes } from "../until-serves.ts";
import { startKeeper } from "./keeper-process.ts";
import type { ServerRole } from "./protocol.ts";
import { sweep } from "./sweep.ts";

const host = "127.0.0.1";
const serveTimeoutMilliseconds = 60_000;

/** A server as the back end sees it. */
export interface LocalNode extends DatabaseNode {
  readonly url: string;
  /** Ends it at once, as by a crash. */
  kill(): Promise<void>;
}

/** How a back end is spoken to. */
export interface LocalDialect {
  readonly name: DatabaseName;
  /** The address of the user that may do everything. */
  url(password: string, port: number): string;
  /** Connects once, which shows that the server serves, and returns its version. */
  version(url: string): Promise<string>;
  /** Readies the servers for failing over; where the back end may have a standby. */
  failover?(primary: LocalNode, standby: LocalNode, password: string): Promise<StartedDatabase["failover"]>;
}

/**
 * Starts a database as processes of this machine, on free ports of the loopback interface, with empty data that are gone after
 * `stop()`; also when this process is killed (see keeper.ts). Throws `TercetError` (`surroundings`), or the reason of the
 * signal; nothing is left then.
 */
export async function startLocally(
  dialect: LocalDialect,
  options: Omit<StartDatabaseOptions, "how">,
): Promise<StartedDatabase> {
  const { name } = dialect;
  const { signal, standby = false } = options;
  await sweep();
  signal?.throwIfAborted();
  const password = randomBytes(16).toString("hex");
  const keeper = startKeeper();
  const abort = () => void keeper.end();
  signal?.addEventListener("abort", abort);
  try {
    const ports = await keeper.start({ database: name, password, standby });
    const nodeOf = (role: ServerRole): LocalNode => {
      const port = ports[role] as number;
      const url = dialect.url(password, port);
      const order = (action: Parameters<typeof keeper.order>[1]) => keeper.order(role, action);
      return {
        name: role === "primary" ? name : `${name}-${role}`,
        host,
        port,
        url,
        pause: () => order("pause"),
        resume: () => order("resume"),
        kill: () => order("kill"),
        restart: async () => {
          await order("restart");
          await untilServes({ ask: () => dialect.version(url), timeoutMilliseconds: serveTimeoutMilliseconds });
        },
      };
    };
    const primary = nodeOf("primary");
    const { url, port } = primary;
    const version = await dialect.version(url);
    const failover = standby ? await dialect.failover?.(primary, nodeOf("standby"), password) : undefined;
    signal?.throwIfAborted();
    const common = { name, how: "embedded" as const, url, host, port, version, nodes: [primary], stop: keeper.end };
    return failover === undefined ? common : { ...common, failover };
  } catch (cause) {
    await keeper.end();
    signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TercetError(
      "surroundings",
      `Embedded ${capabilities[name].title} cannot be started: ${reason}. Mend that, or start a container engine and use its database.`,
      { cause },
    );
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
