import { reasonOf, TercetError } from "../errors.ts";
import { isJson } from "./media-type.ts";
import { retryAfterSeconds } from "./retry-after.ts";
import type { ClientAnswer, ClientRequest, Transport } from "./transport.ts";

/** How a service is reached. */
export interface HttpOptions {
  /** Its instances, the nearest first; the one that failed last is asked last. */
  readonly urls: readonly string[];
  /** Gives the bearer token (RFC 6750) for a request; absent: none is sent. */
  readonly token?: (request: ClientRequest) => string | Promise<string>;
  /** Gives further headers, such as trace context; names in lower case. */
  readonly headers?: (request: ClientRequest) => Readonly<Record<string, string>>;
  /** Sends it. Default: the platform's `fetch`; another one knows a private authority or a proxy. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * A transport over HTTP in Node and browsers. Redirects are not followed: they would take credentials elsewhere. Throws
 * `TercetError` (`surroundings`) when no whole answer came, and `TypeError` where `urls` is empty.
 */
export function httpTransport(options: HttpOptions): Transport {
  const urls = [...options.urls];
  if (urls.length === 0) throw new TypeError("urls must name at least one instance");
  const send = options.fetch ?? ((url, init) => fetch(url, init));
  return async (request) => {
    const url = urls[0] as string;
    try {
      const init = await initOf(request, options);
      const response = await send(url.replace(/\/$/, "") + request.path, init);
      return await answerOf(response);
    } catch (cause) {
      if (request.signal?.aborted) throw request.signal.reason;
      if (urls[0] === url) urls.push(urls.shift() as string);
      throw new TercetError(
        "surroundings",
        `${request.service} gave no answer to ${request.operation}: ${reasonOf((cause as Error).cause ?? cause)}.`,
        { cause },
      );
    } finally {
      if (request.signal?.aborted && urls[0] === url) urls.push(urls.shift() as string);
    }
  };
}

async function initOf(request: ClientRequest, { token, headers }: HttpOptions): Promise<RequestInit> {
  const { method, body, idempotency, signal } = request;
  const bearer = await token?.(request);
  return {
    method: method.toUpperCase(),
    redirect: "manual",
    ...(signal === undefined ? {} : { signal }),
    headers: {
      accept: "application/json, application/problem+json",
      ...headers?.(request),
      ...request.headers,
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(idempotency === undefined ? {} : { [idempotency.header]: idempotency.key }),
      ...(body === undefined ? {} : { "content-type": body.mediaType }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body.value) }),
  };
}

async function answerOf(response: Response): Promise<ClientAnswer> {
  const text = await response.text();
  const wait = retryAfterSeconds(response.headers.get("retry-after"));
  return {
    status: response.status,
    body: text === "" ? undefined : isJson(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text,
    ...(wait === undefined ? {} : { retryAfterSeconds: wait }),
  };
}
