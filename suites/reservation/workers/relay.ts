import { once } from "node:events";
import { createConnection, createServer, type Server, type Socket } from "node:net";

/** A loopback address with a port inside a URL, as the harness gives them to workers. */
const loopbackAddress = /(?<=\/\/|@|,)(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)/g;

/** Brings what listens on this machine's loopback interface within reach of containers. */
export interface Relays {
  /** The text with each loopback address in it replaced by one that can be reached from a container. */
  reachable(text: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Relays at `listen`, an address of this machine that containers reach as `name`. One relay for each port, opened when it
 * is first asked for; a connection that one side resets is reset on the other.
 */
export function createRelays({ listen, name }: { readonly listen: string; readonly name: string }): Relays {
  const ports = new Map<string, Promise<Server>>();
  const open = new Set<Socket>();
  const relayed = async (port: string): Promise<string> => {
    const known = ports.get(port) ?? openRelay(listen, Number(port), open);
    ports.set(port, known);
    return `${name}:${portOf(await known)}`;
  };
  return {
    async reachable(text) {
      let rewritten = "";
      let end = 0;
      for (const match of text.matchAll(loopbackAddress)) {
        rewritten += text.slice(end, match.index) + (await relayed(match[1] as string));
        end = match.index + match[0].length;
      }
      return rewritten + text.slice(end);
    },
    async close() {
      for (const server of await Promise.all(ports.values())) server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

async function openRelay(listen: string, port: number, open: Set<Socket>): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (inner) => {
    const outer = createConnection({ host: "127.0.0.1", port, allowHalfOpen: true });
    join(inner, outer);
    for (const socket of [inner, outer]) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
    }
  });
  server.listen(0, listen);
  await once(server, "listening");
  return server;
}

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.setNoDelay(true);
    from.pipe(to);
    from.on("error", () => to.resetAndDestroy());
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  return address.port;
}
