import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TercetError } from "../../../contracts/index.ts";

/** Longer than clients keep an idle connection, so that none is closed while a request is on its way. */
const keepAliveMilliseconds = 60_000;

/** Where a stand-in listens. */
export interface Address {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** PEM; absent: plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** A server that can go away and come back at the same address. */
export interface Listener {
  /** The port that was had; 0 before the first `open`. */
  readonly port: number;
  /** Throws `TercetError` (`surroundings`) when the address cannot be had. */
  open(): Promise<void>;
  /** Resets the connection that a request came by (RFC 9293 §3.5.2), TLS or not. */
  reset(socket: Socket): void;
  /** Cuts all connections; new ones are refused. */
  close(): Promise<void>;
}

/** Makes a server that does not listen yet. Throws `TercetError` (`configuration`) for a certificate that is none. */
export function createListener(address: Address, listener: RequestListener): Listener {
  const server = serverOf(address, listener);
  server.keepAliveTimeout = keepAliveMilliseconds;
  server.on("clientError", (_error, socket) => socket.destroy());
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let { port } = address;
  return {
    get port() {
      return port;
    },
    async open() {
      if (server.listening) return;
      await new Promise<void>((resolve, reject) => {
        const fail = (cause: Error) => reject(unusable(address.host, port, cause));
        server.once("error", fail);
        server.listen(port, address.host, () => {
          server.off("error", fail);
          resolve();
        });
      });
      ({ port } = server.address() as AddressInfo);
    },
    reset({ remoteAddress, remotePort }) {
      // TLS wraps the connection, and cannot reset it.
      for (const raw of sockets) {
        if (raw.remotePort === remotePort && raw.remoteAddress === remoteAddress) raw.resetAndDestroy();
      }
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.resetAndDestroy();
      await closed;
    },
  };
}

function serverOf({ tls }: Address, listener: RequestListener): Server {
  if (tls === undefined) return createServer(listener);
  try {
    const { certificate: cert, key } = tls;
    return createTlsServer({ cert, key, minVersion: "TLSv1.2" }, listener) as unknown as Server;
  } catch (cause) {
    const message = "The certificate and key of a stand-in do not make a server: give both as PEM, belonging together.";
    throw new TercetError("configuration", message, { cause });
  }
}

function unusable(host: string, port: number, cause: NodeJS.ErrnoException): TercetError {
  const reason =
    cause.code === "EADDRINUSE"
      ? `port ${port} of ${host} is in use; end what listens there, or have the service look elsewhere`
      : `port ${port} of ${host} cannot be used: ${cause.message}`;
  return new TercetError("surroundings", `The stand-in for a dependency cannot listen: ${reason}.`, { cause });
}
