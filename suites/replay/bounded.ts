import type { Exchange, HttpRequest, Send } from "../kit/exchange.ts";
import { NoAnswer } from "../kit/no-answer.ts";

/** After so many requests in a row without an answer a provider counts as gone. */
const maxSilent = 5;

/** Gives up on a provider that fell silent, instead of waiting for each request anew; and sends nothing once aborted. */
export function givingUp(send: Send, signal: AbortSignal): Send {
  let silent = 0;
  return async (request) => {
    signal.throwIfAborted();
    if (silent >= maxSilent) {
      throw new NoAnswer("unreachable", `${new URL(request.url).origin} stopped answering; the rest was not asked.`);
    }
    try {
      const exchange = await send(request);
      silent = 0;
      return exchange;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NoAnswer && (error.reason === "slow" || error.reason === "unreachable")) silent++;
      throw error;
    }
  };
}

/** A function of the caller that answers like a provider, as the handlers of many frameworks do (`app.fetch`). */
export type Fetch = (request: Request) => Promise<Response> | Response;

/** Sends by a function instead of over the network. What it throws is the provider's fault. */
export function sendByFunction(fetch: Fetch, timeoutMilliseconds: number): Send {
  return async (request) => {
    const startedAt = performance.now();
    const what = `${request.method} ${new URL(request.url).pathname}`;
    const answer = within(timeoutMilliseconds, `${what} gave no complete answer`, async () => {
      const response = await fetch(webRequest(request));
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    });
    const { response, bytes } = await answer.catch((cause: unknown) => {
      if (cause instanceof NoAnswer) throw cause;
      throw new NoAnswer("closed", `${what} was answered with an error: ${String(cause)}.`, cause);
    });
    return exchangeOf(request, response, bytes, performance.now() - startedAt);
  };
}

/** Runs a function of the caller, for a bounded time; rejects with `NoAnswer` (`slow`) after it. */
export async function within<T>(milliseconds: number, what: string, run: () => Promise<T> | T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer("slow", `${what} within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([(async () => run())(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function webRequest({ url, method, headers, body }: HttpRequest): Request {
  const content = typeof body === "string" || body === undefined ? body : new Uint8Array(body);
  return new Request(url, { method, headers, redirect: "manual", ...(content === undefined ? {} : { body: content }) });
}

function exchangeOf(
  request: HttpRequest,
  response: Response,
  bytes: Uint8Array,
  durationMilliseconds: number,
): Exchange {
  const headers: Record<string, string | readonly string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return { request, response: { status: response.status, headers, body, bytes }, durationMilliseconds };
}
