import { isIP, type LookupFunction } from "node:net";
import { Agent, errors, request as undiciRequest } from "undici";
import { isDeeperThan } from "./depth.ts";
import type { Exchange, HttpRequest, HttpResponse, Send } from "./exchange.ts";
import { addressesOf, type Resolved } from "./instance.ts";
import { NoAnswer, noAnswer, tooDeep } from "./no-answer.ts";

/** The largest answer that is read; a service that sends more is told of it, not followed. */
const maxBodyBytes = 4 * 1024 * 1024;
/** JSON that is nested deeper is not read: whatever walks through it would run out of stack (RFC 8259 §9 allows a limit). */
const maxDepth = 500;
/** As many connections to one instance at the most, where nothing else is said; what is more waits. */
const usualConnections = 16;
/** RFC 9110 §10.1.5: who asks, for the operator who reads a log. */
const userAgent = "tercet (synthetic contract-test traffic)";
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
 * `timeoutMilliseconds` bounds a whole exchange, from connecting to the last byte. `resolve` says where names are found;
 * of several addresses of one name the first is asked, unless a request has its own.
 */
export function createHttp(options: {
  readonly certificateAuthority?: string | undefined;
  readonly timeoutMilliseconds: number;
  readonly resolve?: readonly Resolved[] | undefined;
  /** To one instance at the most, by default 16; what is more waits. */
  readonly connections?: number;
}): Http {
  const { certificateAuthority, timeoutMilliseconds, resolve = [], connections = usualConnections } = options;
  /** By address; the empty one is for what DNS resolves. A pool is for one name, whichever instance is behind it. */
  const agents = new Map<string, Agent>();

  function agentOf(address = ""): Agent {
    const known = agents.get(address);
    if (known !== undefined) return known;
    const agent = new Agent({
      connections,
      pipelining: 1,
      maxResponseSize: maxBodyBytes,
      connect: {
        timeout: timeoutMilliseconds,
        ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
        ...(address === "" ? {} : { lookup: lookupOf(address) }),
      },
    });
    agents.set(address, agent);
    return agent;
  }

  async function exchange(asked: HttpRequest): Promise<Exchange> {
    const startedAt = performance.now();
    const address = asked.address ?? addressesOf(asked.url, resolve)[0];
    const request = address === undefined ? asked : { ...asked, address };
    let hasBegun = false;
    try {
      const answer = await undiciRequest(request.url, {
        dispatcher: agentOf(address),
        // undici's type lists the registered methods; a server must also be asked with others.
        method: request.method as "GET",
        headers: { "accept-encoding": "identity", "user-agent": userAgent, ...request.headers },
        body: request.body ?? null,
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      hasBegun = true;
      const bytes = new Uint8Array(await answer.body.arrayBuffer());
      const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      const headers = answer.headers as HttpResponse["headers"];
      const response: HttpResponse = { status: answer.statusCode, headers, body, bytes };
      return { request, response, durationMilliseconds: performance.now() - startedAt };
    } catch (cause) {
      throw noAnswer(request, cause, { timeoutMilliseconds, hasBegun });
    }
  }

  async function readable(request: HttpRequest): Promise<Exchange> {
    const exchanged = await exchange(request);
    if (isDeeperThan(exchanged.response.body, maxDepth)) throw tooDeep(request, maxDepth);
    return exchanged;
  }

  return {
    async send(request) {
      try {
        return await readable(request);
      } catch (error) {
        // A kept-alive connection may be closed by the server just as it is used again.
        const again = error instanceof NoAnswer && error.reason === "closed" && idempotentMethods.has(request.method);
        if (!again) throw error;
        return await readable(request);
      }
    },
    async close() {
      const reason = new errors.ClientDestroyedError("the client was closed");
      await Promise.all([...agents.values()].map((agent) => agent.destroy(reason)));
    },
  };
}

/** Finds any name at one address, in the form of `dns.lookup`. */
function lookupOf(address: string): LookupFunction {
  const family = isIP(address);
  return (_name, options, found) => {
    if (options.all === true) found(null, [{ address, family }]);
    else found(null, address, family);
  };
}
