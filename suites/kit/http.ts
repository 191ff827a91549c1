import { Agent, errors, request as undiciRequest } from "undici";
import type { Exchange, HttpRequest, HttpResponse, Send } from "./exchange.ts";
import { NoAnswer, noAnswer } from "./no-answer.ts";

/** The largest answer that is read; a service that sends more is told of it, not followed. */
const maxBodyBytes = 4 * 1024 * 1024;
/** As many connections to one instance at the most; what is more waits. */
const maxConnections = 16;
/** RFC 9110 §9.2.2: these may be sent again when a connection broke before an answer came. */
const idempotentMethods = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]);

/** An HTTP/1.1 client with connections of its own. */
export interface Http {
  /** Redirects are not followed. Throws `NoAnswer` when no readable answer comes within the bounds. */
  readonly send: Send;
  /** Closes all connections; to be called once. */
  close(): Promise<void>;
}

/**
 * Makes a client. `certificateAuthority` is PEM; the system's authorities are used without it.
 * `timeoutMilliseconds` bounds a whole exchange, from connecting to the last byte.
 */
export function createHttp(options: {
  readonly certificateAuthority?: string | undefined;
  readonly timeoutMilliseconds: number;
}): Http {
  const { certificateAuthority, timeoutMilliseconds } = options;
  const agent = new Agent({
    connections: maxConnections,
    pipelining: 1,
    maxResponseSize: maxBodyBytes,
    connect: {
      timeout: timeoutMilliseconds,
      ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
    },
  });

  async function exchange(request: HttpRequest): Promise<Exchange> {
    const startedAt = performance.now();
    try {
      const answer = await undiciRequest(request.url, {
        dispatcher: agent,
        // undici's type lists the registered methods; a server must also be asked with others.
        method: request.method as "GET",
        headers: { "accept-encoding": "identity", ...request.headers },
        body: request.body ?? null,
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      const bytes = new Uint8Array(await answer.body.arrayBuffer());
      const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      const headers = answer.headers as HttpResponse["headers"];
      const response: HttpResponse = { status: answer.statusCode, headers, body, bytes };
      return { request, response, durationMilliseconds: performance.now() - startedAt };
    } catch (cause) {
      throw noAnswer(request, cause, timeoutMilliseconds);
    }
  }

  return {
    async send(request) {
      try {
        return await exchange(request);
      } catch (error) {
        // A kept-alive connection may be closed by the server just as it is used again.
        const again = error instanceof NoAnswer && error.reason === "closed" && idempotentMethods.has(request.method);
        if (!again) throw error;
        return await exchange(request);
      }
    },
    close: () => agent.destroy(new errors.ClientDestroyedError("the client was closed")),
  };
}
