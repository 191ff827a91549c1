import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { TercetError } from "../../../contracts/index.ts";
import { answer, type Stages } from "./pipeline.ts";

/** For a request to come in whole. */
const requestMilliseconds = 60_000;
/** For those in progress to end when the server closes. */
const closeMilliseconds = 5_000;

/** Where a broker listens. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** PEM; both or none. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}

/** A broker that listens. */
export interface RunningBroker {
  readonly url: string;
  /** Takes no more connections, ends the requests in progress, and closes. */
  close(): Promise<void>;
}

/** Serves HTTP, or HTTPS of TLS 1.2 or newer (RFC 9325). Throws `TercetError` (`surroundings`) where the port cannot be had. */
export async function listen(stages: Stages, { host, port, tls }: ListenOptions): Promise<RunningBroker> {
  const handle = (request: IncomingMessage, response: ServerResponse) => void respond(stages, request, response);
  const limits = { requestTimeout: requestMilliseconds, headersTimeout: requestMilliseconds };
  const server: Server =
    tls === undefined
      ? createServer(limits, handle)
      : createSecureServer({ ...limits, cert: tls.certificate, key: tls.key, minVersion: "TLSv1.2" }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const inUse = "is in use: give another --port, or 0 for any";
      const reason = cause.code === "EADDRINUSE" ? inUse : `cannot be used: ${cause.message}`;
      reject(new TercetError("surroundings", `Port ${port} of ${host} ${reason}.`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http${tls === undefined ? "" : "s"}://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        const ending = setTimeout(() => server.closeAllConnections(), closeMilliseconds);
        server.close(() => {
          clearTimeout(ending);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function respond(stages: Stages, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await answer(stages, request);
  const bytes = Buffer.from(JSON.stringify(body));
  // What is left of a body that nobody read must not be taken for the next request.
  const unread = !request.complete && request.readableLength > 0 ? { connection: "close" } : {};
  response.writeHead(status, { ...headers, ...unread, "content-length": bytes.length });
  response.end(bytes);
}
