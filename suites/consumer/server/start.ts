import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TercetError } from "../../../contracts/portable.ts";
import type { MockRequest } from "../mock/message.ts";
import type { Mock } from "../mock/mock.ts";
import { refusalAnswer } from "../mock/refusal.ts";
import { control } from "./control.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { deliver, deliverWith } from "./deliver.ts";
import { hasBody, readBody } from "./read-body.ts";
import type { ServerIdentity } from "./tls.ts";

/** The largest request body, in bytes. */
const maximumBodyBytes = 10 * 1024 * 1024;
/** For the headers of a request, and for a request as a whole. */
const headersMilliseconds = 10_000;
const requestMilliseconds = 30_000;
/** For requests in progress to end when the server closes. */
const closeMilliseconds = 1_000;

/** Where a mock listens. */
export interface MockServerOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** HTTPS with this certificate; absent: HTTP. */
  readonly tls?: Pick<ServerIdentity, "certificate" | "key">;
}

/** A mock that listens. */
export interface MockServer {
  /** Without a slash at the end: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, ends what is in progress, and closes. */
  close(): Promise<void>;
}

/**
 * Serves a mock over HTTP or HTTPS, for consumers in any language. Pages of any origin may read the answers. Throws
 * `TercetError` (`surroundings`) when the port cannot be had, and (`usage`) for a certificate that is none.
 */
export async function startMockServer(mock: Mock, options: MockServerOptions = {}): Promise<MockServer> {
  const { port = 0, host = "127.0.0.1", tls } = options;
  const server = createListener(tls, (request, response) => serve(mock, request, response));
  server.headersTimeout = headersMilliseconds;
  server.requestTimeout = requestMilliseconds;
  server.on("clientError", answerBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(unusable(host, port, cause)));
    server.listen(port, host, resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return {
    url: `${tls === undefined ? "http" : "https"}://${name}:${actual}`,
    port: actual,
    close: () => close(server),
  };
}

function createListener(tls: MockServerOptions["tls"], listener: RequestListener): Server {
  if (tls === undefined) return createServer(listener);
  try {
    return createTlsServer(
      { cert: tls.certificate, key: tls.key, minVersion: "TLSv1.2" },
      listener,
    ) as unknown as Server;
  } catch (cause) {
    throw new TercetError(
      "usage",
      "The certificate and its key do not make a server: give both as PEM, belonging together.",
      { cause },
    );
  }
}

function serve(mock: Mock, request: IncomingMessage, response: ServerResponse): void {
  if (hasBody(request)) {
    readBody(request, maximumBodyBytes).then(
      (body) => (body === undefined ? tooLarge(response) : reply(mock, request, response, body)),
      () => response.destroy(),
    );
  } else reply(mock, request, response, undefined);
}

function reply(mock: Mock, request: IncomingMessage, response: ServerResponse, body: Uint8Array | undefined): void {
  const { method = "GET", headers } = request;
  const preflight = method === "OPTIONS" ? preflightHeaders(method, headers) : undefined;
  if (preflight !== undefined) {
    response.writeHead(204, preflight as string[]).end();
    return;
  }
  const asked: MockRequest = { method, target: targetOf(request.url ?? "/"), headers, body };
  const own = control(mock, asked);
  const { answer, fault } = own === undefined ? mock.handle(asked) : { answer: own };
  const cors = headers.origin === undefined ? undefined : corsHeaders(headers, answer.headers);
  if (fault === undefined) deliver(response, answer, cors);
  else void deliverWith(fault, response, answer, cors);
}

/** A client that takes the mock for a proxy asks for the whole URL (RFC 9112 §3.2.2). */
function targetOf(url: string): string {
  if (url.startsWith("/") || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function tooLarge(response: ServerResponse): void {
  const detail = `The body is larger than ${maximumBodyBytes} bytes; the mock reads no more.`;
  deliver(response, refusalAnswer({ status: 413, rule: "body-size", detail }), ["connection", "close"]);
}

/** What Node's parser refuses never becomes a request; it is answered on the bare socket. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const { status, headers, body } = refusalAnswer({
    status: 400,
    rule: "path",
    detail: "This is not a request in HTTP/1.1.",
  });
  const lines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}connection: close\r\n\r\n${new TextDecoder().decode(body)}`,
  );
}

function unusable(host: string, port: number, cause: NodeJS.ErrnoException): TercetError {
  const reason =
    cause.code === "EADDRINUSE"
      ? `Port ${port} is in use: give another --port, or 0 for any`
      : `Port ${port} of ${host} cannot be used: ${cause.message}`;
  return new TercetError("surroundings", `${reason}.`, { cause });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), closeMilliseconds);
  await closed;
  clearTimeout(timer);
}
