import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { carry } from "./flow.ts";
import type { Direction, SiteName, WideArea } from "./wide-area.ts";

/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where a connection leads: to a server, and the site that it is in. */
export interface Route extends Address {
  readonly to: SiteName;
}

/** A way out of a site, or inside it. */
export interface Relay extends Address {
  /** How many times a client sent something after an answer, or at first: requests, where it waits for their answers. */
  readonly exchanges: number;
  /** Ends all connections, so that clients make new ones. */
  reset(): void;
  /** Ends all connections and takes no more. */
  close(): Promise<void>;
}

/**
 * Relays TCP connections from a site through the wide-area network. A user's machine needs no privileges for it, and any
 * container engine will do, since nothing but bytes is held back. What a relay cannot do is to leave the first packet of a
 * connection unanswered; so while one of its directions is cut, a new connection is taken and leads nowhere.
 */
export async function startRelay(options: {
  readonly wideArea: WideArea;
  readonly from: SiteName;
  /** The address of this machine at which it listens. */
  readonly host: string;
  /** Asked for each connection; undefined: there is nobody yet, and it is refused. */
  route(): Route | undefined;
}): Promise<Relay> {
  const { wideArea, from, host } = options;
  const ends = new Set<() => void>();
  let exchanges = 0;

  const join = (client: Socket, server: Socket, there: Direction, back: Direction) => {
    let answered = true;
    client.on("data", () => {
      if (answered) exchanges += 1;
      answered = false;
    });
    server.on("data", () => {
      answered = true;
    });
    return [carry(wideArea, there, client, server), carry(wideArea, back, server, client)];
  };

  const accept = (client: Socket) => {
    const route = options.route();
    const sockets = [client];
    const steps: (() => void)[] = [];
    const end = () => {
      ends.delete(end);
      for (const step of steps) step();
      for (const socket of sockets) socket.destroy();
    };
    ends.add(end);
    client.on("error", () => {});
    if (route === undefined) return end();
    const there = { from, to: route.to };
    const back = { from: route.to, to: from };

    const open = () => {
      if (wideArea.isCut(there) || wideArea.isCut(back)) return;
      forget();
      client.off("close", end);
      const server = connect({ host: route.host, port: route.port, allowHalfOpen: true, noDelay: true });
      server.on("error", () => {});
      sockets.push(server);
      steps.push(...join(client, server, there, back));
      let closed = 0;
      for (const socket of sockets) {
        socket.on("close", () => {
          closed += 1;
          if (closed === sockets.length) end();
        });
      }
    };
    const forget = wideArea.onHeal(open);
    steps.push(forget);
    client.on("close", end);
    open();
  };

  const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, accept).listen(0, host);
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  const reset = () => {
    for (const end of [...ends]) end();
  };
  return {
    host,
    port: address.port,
    get exchanges() {
      return exchanges;
    },
    reset,
    async close() {
      listener.close();
      reset();
      await once(listener, "close");
    },
  };
}
