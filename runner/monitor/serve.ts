import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TercetError } from "../../contracts/index.ts";
import { statusPage } from "./page.ts";
import type { Status } from "./status.ts";

/** A listening status server. */
export interface StatusServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the status on the loopback interface: `/` for people, `/status.json` for machines. It answers 503 unless all is
 * well, so that any probe of health can read it. Throws `TercetError` (`surroundings`) when the port is in use.
 */
export async function serveStatus(port: number, read: () => Promise<Status>): Promise<StatusServer> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method !== "GET" || (path !== "/" && path !== "/status.json")) {
      response.writeHead(request.method === "GET" ? 404 : 405, {
        "content-type": "application/problem+json",
        allow: "GET",
      });
      response.end(
        JSON.stringify({ title: "Only GET / and GET /status.json are served.", status: response.statusCode }),
      );
      return;
    }
    try {
      const status = await read();
      const page = path === "/";
      response.writeHead(status.state === "pass" ? 200 : 503, {
        "content-type": page ? "text/html; charset=utf-8" : "application/json",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      });
      response.end(page ? statusPage(status) : `${JSON.stringify(status, undefined, 2)}\n`);
    } catch {
      response.writeHead(503, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ title: "The monitor's store is out of reach.", status: 503 }));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE"
          ? "is in use: give another --port, or 0 for any"
          : `cannot be used: ${cause.message}`;
      reject(new TercetError("surroundings", `Port ${port} ${reason}.`, { cause }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
