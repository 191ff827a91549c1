import { statementBytes, take, takeLine, tlsHandshake } from "./parts.ts";
import { createReader, type Demand, type Reader } from "./reader.ts";

// HTTP/1.1: RFC 9112

const longestLineBytes = 64 * 1024;
const mostHeaders = 1_000;
const http2Preface = "PRI * HTTP/2.0";

/** What a client sends. */
export type HttpRequest =
  /** A request with the first 64 KiB of its body. */
  | { readonly kind: "request"; readonly method: string; readonly path: string; readonly body: string }
  | { readonly kind: "encrypted" }
  /** The preface of HTTP/2 (RFC 9113 §3.4): what comes is not read. */
  | { readonly kind: "http2" };

/** A final response with the first 64 KiB of its body. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

/** Reads the requests of a client; `onHead` is told the method of each as soon as its headers are known. */
export function readHttpRequests(onHead: (method: string) => void): Reader<HttpRequest> {
  let closed: "encrypted" | "http2" | undefined;
  return createReader<HttpRequest>(function* () {
    if (closed !== undefined) yield* take(Number.MAX_SAFE_INTEGER, 0);
    const first = yield* take(1);
    if (first[0] === tlsHandshake) {
      closed = "encrypted";
      return { kind: closed };
    }
    // RFC 9112 §2.2: an empty line before a request is ignored.
    const line = first[0] === 0x0a ? "" : first.toString("latin1") + (yield* takeLine(longestLineBytes));
    if (line.trim() === "") return undefined;
    if (line === http2Preface) {
      closed = "http2";
      return { kind: closed };
    }
    const [method, path, version, ...rest] = line.split(" ");
    if (method === undefined || path === undefined || !/^HTTP\/1\.[01]$/.test(version ?? "") || rest.length > 0) {
      throw new Error("a request does not begin with a request line");
    }
    onHead(method);
    const headers = yield* takeHeaders();
    const body = isChunked(headers) ? yield* takeChunks() : yield* takeBody(contentLength(headers) ?? 0);
    return { kind: "request", method, path, body };
  });
}

/** Reads the responses of a server; `nextMethod` gives the method of the request that the next one answers. */
export function readHttpResponses(nextMethod: () => string | undefined): Reader<HttpResponse> {
  return createReader<HttpResponse>(function* () {
    const line = yield* takeLine(longestLineBytes);
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(line)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw new Error("a response does not begin with a status line");
    const headers = yield* takeHeaders();
    if (status === 101) throw new Error("the connection is used for another protocol");
    if (status < 200) return undefined;
    const method = nextMethod();
    // RFC 9112 §6.3: how long the body of a response is.
    if (method === "HEAD" || status === 204 || status === 304) return { status, body: "" };
    if (isChunked(headers)) return { status, body: yield* takeChunks() };
    const body = yield* takeBody(contentLength(headers) ?? Number.MAX_SAFE_INTEGER);
    return { status, body };
  });
}

function* takeHeaders(): Generator<Demand, ReadonlyMap<string, string>, Buffer> {
  const headers = new Map<string, string>();
  for (let line = yield* takeLine(longestLineBytes); line !== ""; line = yield* takeLine(longestLineBytes)) {
    const colon = line.indexOf(":");
    if (colon < 1 || headers.size === mostHeaders) throw new Error("a header cannot be read");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function isChunked(headers: ReadonlyMap<string, string>): boolean {
  return /(?:^|,)\s*chunked$/i.test(headers.get("transfer-encoding") ?? "");
}

function contentLength(headers: ReadonlyMap<string, string>): number | undefined {
  const value = headers.get("content-length");
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new Error("the length of a body cannot be read");
  return Number(value);
}

function* takeBody(bytes: number): Generator<Demand, string, Buffer> {
  return bytes === 0 ? "" : (yield* take(bytes, statementBytes)).toString("utf8");
}

function* takeChunks(): Generator<Demand, string, Buffer> {
  const parts: Buffer[] = [];
  let room = statementBytes;
  for (;;) {
    const size = /^([\da-f]{1,12})\s*(?:;|$)/i.exec(yield* takeLine(longestLineBytes))?.[1];
    if (size === undefined) throw new Error("the size of a chunk cannot be read");
    const bytes = Number.parseInt(size, 16);
    if (bytes === 0) break;
    const part = yield* take(bytes, room);
    parts.push(part);
    room -= part.length;
    if ((yield* takeLine(1)) !== "") throw new Error("a chunk does not end where it should");
  }
  // Trailers, and the empty line.
  yield* takeHeaders();
  return Buffer.concat(parts).toString("utf8");
}
