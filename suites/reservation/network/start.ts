import { once } from "node:events";
import { createServer } from "node:net";
import { createRandom, reasonOf, TercetError } from "../../../contracts/index.ts";
import { type Connection, createConnection } from "./connection.ts";
import type { FaultProxy, PartitionDirection } from "./fault-proxy.ts";
import { followers, type ProxyProtocol } from "./follow/protocol.ts";
import { createLosses } from "./losses.ts";
import { resetSocket } from "./reset-socket.ts";

/** What a proxy stands in front of. */
export interface FaultProxyOptions {
  /** The database node. */
  readonly host: string;
  readonly port: number;
  /** What the worker speaks with it; only losing commits depends on it. */
  readonly protocol: ProxyProtocol;
  /** Where to listen; 127.0.0.1 by default. A container reaches its host only by another address of it. */
  readonly listenHost?: string;
  /** Aborted: the proxy is closed; before it listens, the start throws the reason. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a proxy on a free port; one for each worker and node, so that a fault hits one worker. It connects to the node only
 * when the worker does. Throws `TercetError` (`surroundings`) when it cannot listen.
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { protocol, listenHost = "127.0.0.1", signal } = options;
  signal?.throwIfAborted();
  const connections = new Set<Connection>();
  const losses = createLosses();
  let node = { host: options.host, port: options.port };
  let partition: PartitionDirection | undefined;
  let refusing = false;
  let latencyMilliseconds = () => 0;

  const conditions = (direction: PartitionDirection) => ({
    isSilent: () => partition === "both" || partition === direction,
    latencyMilliseconds: () => latencyMilliseconds(),
  });
  const [toStore, toWorker] = [conditions("to-store"), conditions("from-store")];
  const each = (act: (connection: Connection) => void) => {
    for (const connection of connections) act(connection);
  };
  const killConnections = () => each((connection) => connection.reset());

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (worker) => {
    if (refusing) {
      worker.on("error", () => {});
      resetSocket(worker);
      return;
    }
    // Of the handshake with the store, one way is not enough.
    const reached = partition === undefined ? node : undefined;
    const follower = followers[protocol]();
    const connection = createConnection({ worker, node: reached, toStore, toWorker, follower, losses });
    connections.add(connection);
    connection.closed.then(() => connections.delete(connection));
  });
  try {
    server.listen({ host: listenHost, port: 0, signal });
    await once(server, "listening", { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TercetError(
      "surroundings",
      `A fault proxy cannot listen on ${listenHost} (${reasonOf(cause)}): name an address of this machine.`,
      { cause },
    );
  }
  // A connection that could not be taken (no file handle is left) is the worker's to try again.
  server.on("error", () => {});
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fault proxy has no port");

  const heal = () => {
    partition = undefined;
    refusing = false;
    latencyMilliseconds = () => 0;
    each((connection) => connection.heal());
    losses.giveUp("the proxy was healed before a commit came");
  };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      signal?.removeEventListener("abort", close);
      const closed = once(server, "close");
      server.close();
      killConnections();
      losses.giveUp("the proxy was closed before a commit came");
      await Promise.all([closed, ...[...connections].map((connection) => connection.closed)]);
    })();
    return closing;
  };
  signal?.addEventListener("abort", close);

  return {
    host: listenHost,
    port: address.port,
    partition: (direction) => {
      partition = direction;
    },
    halfOpen: () => each((connection) => connection.halfOpen()),
    killConnections,
    refuse: () => {
      refusing = true;
    },
    delay(milliseconds, jitterMilliseconds = 0, random = createRandom(0)) {
      latencyMilliseconds = () => milliseconds + random.integer(0, jitterMilliseconds);
    },
    loseAnswerOfCommit: (choice = {}) => losses.arm("answer", choice),
    loseCommit: (choice = {}) => losses.arm("commit", choice),
    retarget(next) {
      node = { host: next.host, port: next.port };
      killConnections();
    },
    heal,
    close,
  };
}
