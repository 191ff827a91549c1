import { TercetError } from "../../contracts/index.ts";
import type { HttpRequest } from "./exchange.ts";
import { instanceName } from "./instance.ts";

/**
 * Why no usable answer came.
 *
 * - `unreachable`, `certificate`: no connection; the surroundings or the configuration are at fault
 * - `slow`: nothing complete within the bound
 * - `throttled`: 429 again and again, although it was waited as long as the service asked
 * - `busy`: one operation asks for waits so long that the rest of what is to be asked of it is left out
 * - `not-http`, `closed`: the request was taken, and no HTTP came back
 * - `malformed`, `too-large`: an HTTP answer came that is broken or cut off, or is more than is read
 */
export type NoAnswerReason =
  | "unreachable"
  | "certificate"
  | "slow"
  | "throttled"
  | "busy"
  | "not-http"
  | "closed"
  | "malformed"
  | "too-large";

/** No readable answer came; `surroundings`, exit 3 where nothing handles it. */
export class NoAnswer extends TercetError {
  readonly reason: NoAnswerReason;

  constructor(reason: NoAnswerReason, message: string, cause?: unknown) {
    super("surroundings", message, { cause });
    this.reason = reason;
  }
}

/** True where the service itself is at fault: it took the request and gave something that no client can read. */
export function isUnreadable(error: unknown): error is NoAnswer {
  return error instanceof NoAnswer && ["too-large", "malformed", "not-http", "closed"].includes(error.reason);
}

/** True where a service that speaks HTTP is there, although its answer cannot be read. */
export function isHttpService(error: unknown): boolean {
  return error instanceof NoAnswer && (error.reason === "too-large" || error.reason === "malformed");
}

/**
 * Turns what undici, Node or OpenSSL threw for a request into one sentence: what, where, and what to do. `hasBegun` says
 * whether status and header of an answer had come.
 */
export function noAnswer(
  request: HttpRequest,
  cause: unknown,
  { timeoutMilliseconds, hasBegun }: { readonly timeoutMilliseconds: number; readonly hasBegun: boolean },
): NoAnswer {
  const { pathname, protocol } = new URL(request.url);
  const origin = instanceName({ ...request, url: new URL(request.url).origin });
  const what = `${request.method} ${instanceName({ ...request, url: new URL(pathname, request.url).href })}`;
  const code = codeOf(cause);
  const no = (reason: NoAnswerReason, message: string) => new NoAnswer(reason, message, cause);
  if (code === "TimeoutError" || code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    return no("slow", `${what} gave no complete answer within ${timeoutMilliseconds} ms.`);
  }
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE" || code === "UND_ERR_HEADERS_OVERFLOW") {
    return no("too-large", `${what} answered with more than tercet reads (4 MiB of body, 16 KiB of header fields).`);
  }
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") {
    return no("malformed", `${what} sent a body of another length than it announced (RFC 9112 §6.3).`);
  }
  if (isBadUpgrade(cause)) {
    return no("malformed", `${what} switched to another protocol, which nobody asked for (RFC 9110 §15.2.2).`);
  }
  if (code.startsWith("HPE_") || code === "HTTPParserError") {
    const [detail, isHttp] = parserDetail(cause, code);
    return isHttp
      ? no("malformed", `${what} sent an answer that breaks the rules of HTTP/1.1 (RFC 9112): ${detail}.`)
      : no("not-http", `${what} answered with something that is not HTTP/1.1 (${detail}).`);
  }
  if (hasBegun && (code === "UND_ERR_SOCKET" || code === "ECONNRESET")) {
    return no("malformed", `${what} closed the connection in the middle of its answer.`);
  }
  if (code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE") {
    // What a server of HTTPS does to plain HTTP, and the commonest reason there.
    const remedy = protocol === "http:" ? "; if the service speaks HTTPS, write https: in its URL" : "";
    return no("closed", `${what} closed the connection without a complete answer${remedy}.`);
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return no(
      "certificate",
      `The certificate of ${origin} is made out to another name; use the name it is made out to.`,
    );
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return no("certificate", `The certificate of ${origin} is not valid today (${code}); renew it.`);
  }
  if (isUntrusted(code)) {
    return no(
      "certificate",
      `The certificate of ${origin} is not signed by a trusted authority (${code}); give the authority that signed it with --ca FILE, or as the environment's certificateAuthority.`,
    );
  }
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || code === "EPROTO") {
    return no(
      "unreachable",
      `${origin} does not speak TLS as ${protocol.slice(0, -1)} needs it (${code}); check the URL.`,
    );
  }
  return no("unreachable", `${origin} cannot be reached (${code}); check the URL and that the service is running.`);
}

function isUntrusted(code: string): boolean {
  return code.startsWith("UNABLE_TO_") || code.includes("SELF_SIGNED") || code.startsWith("CERT_");
}

/** What is said of an answer whose JSON nobody can walk through. */
export function tooDeep({ method, url }: HttpRequest, maxDepth: number): NoAnswer {
  const { origin, pathname } = new URL(url);
  return new NoAnswer(
    "too-large",
    `${method} ${origin}${pathname} answered with JSON that is nested deeper than tercet reads (${maxDepth} levels, RFC 8259 §9).`,
  );
}

/** undici tells an unasked 101 as a fault of the socket. */
function isBadUpgrade(cause: unknown): boolean {
  return cause instanceof Error && cause.message === "bad upgrade";
}

/** What llhttp found wrong, and whether the answer began as HTTP does. */
function parserDetail(cause: unknown, code: string): [string, boolean] {
  const text = cause instanceof Error ? cause.message : "";
  const detail = /\(([^()]+)\)$/.exec(text)?.[1] ?? code;
  return [detail.toLowerCase(), !detail.startsWith("Expected HTTP/")];
}

/** The most telling code in a chain of causes; Node wraps several connection attempts in an AggregateError. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code === "string") return code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}
