import { type ServerResponse, STATUS_CODES } from "node:http";
import { createServer, type Server } from "node:https";
import type { Socket } from "node:net";
import { type Answer, refused } from "./answer.ts";
import { securityHeaders } from "./headers.ts";
import type { Pipeline } from "./pipeline.ts";
import { Problem } from "./problem.ts";
import { mediaTypeOf } from "./validate-output.ts";

/** For a request to come in whole; for those in progress to end when the server closes. */
const requestMilliseconds = 10_000;
const closeMilliseconds = 5_000;
/** Longer than clients keep an idle connection, so that none is closed while a request is on its way. */
const keepAliveMilliseconds = 30_000;

/** An HTTPS server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Takes no more connections, ends the requests in progress, and closes. */
  close(): Promise<void>;
}

/** Serves HTTPS only, TLS 1.2 or newer (RFC 9325). Throws when the port cannot be had. */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly certificate: string;
  readonly key: string;
  readonly pipeline: Pipeline;
}): Promise<RunningServer> {
  const server = createServer({
    cert: options.certificate,
    key: options.key,
    minVersion: "TLSv1.2",
    requestTimeout: requestMilliseconds,
    headersTimeout: requestMilliseconds,
    keepAliveTimeout: keepAliveMilliseconds,
  });
  let isClosing = false;
  server.on("request", async (request, response) => {
    const answer = await options.pipeline(request);
    if (isClosing) response.setHeader("connection", "close");
    write(response, answer);
  });
  server.on("clientError", answerBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    port,
    close: () => {
      isClosing = true;
      return close(server);
    },
  };
}

function write(response: ServerResponse, answer: Answer): void {
  const { status, body, headers } = answer;
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const mediaType = answer.mediaType ?? mediaTypeOf(answer);
  const payload = typeof body === "string" && !mediaType.includes("json") ? body : JSON.stringify(body);
  const length = Buffer.byteLength(payload);
  response.writeHead(status, { ...headers, "content-type": mediaType, "content-length": length }).end(payload);
}

/** What Node's parser refuses never becomes a request; it is answered on the bare socket, in the same words as the rest. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const problem = new Problem(400, "malformed-request", "This is not a request in HTTP/1.1.");
  const { status, body, mediaType } = refused(problem);
  const payload = JSON.stringify(body);
  const headers = {
    ...securityHeaders,
    "content-type": mediaType,
    "content-length": Buffer.byteLength(payload),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${payload}`);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), closeMilliseconds);
  await closed;
  clearTimeout(timer);
}
