import { type AddressInfo, createServer, type Socket } from "node:net";

/** What a server does with a connection; `request` is called with each piece of data that a client sends. */
export type Behaviour = (socket: Socket, onRequest: (answer: () => void) => void) => void;

/** A raw TCP server that speaks HTTP badly. */
export interface HostileServer {
  readonly url: string;
  /** Drops all connections. */
  stop(): Promise<void>;
}

/** Starts a server on a free port of this machine. */
export async function startHostileServer(behaviour: Behaviour): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that gives up is what is wanted.
    socket.on("error", () => socket.destroy());
    behaviour(socket, (answer) => {
      socket.on("data", () => {
        if (!socket.destroyed) answer();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Writes pieces for as long as somebody reads them. */
export function pour(socket: Socket, piece: Uint8Array): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on("drain", more);
  more();
}

/** Writes one piece at a time, for as long as the connection lasts. */
export function drip(socket: Socket, piece: string, milliseconds: number): void {
  const timer = setInterval(() => socket.write(piece), milliseconds);
  socket.on("close", () => clearInterval(timer));
}
