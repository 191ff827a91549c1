/** Header values by name in lower case, as Node's `IncomingMessage.headers` gives them. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as the mock reads it, whatever carried it: a socket, `msw` in Node, a service worker. */
export interface MockRequest {
  /** In upper case. */
  readonly method: string;
  /** Path and query as they were sent, percent-encoded: `/v1/products/milk-1l?limit=1`. */
  readonly target: string;
  readonly headers: RequestHeaders;
  /** Absent or empty: no body. */
  readonly body?: Uint8Array | undefined;
}

/** What the mock answers; it is made once and shared by all requests that get the same answer. */
export interface MockAnswer {
  readonly status: number;
  /** Name, value, name, value …, with `content-type` and `content-length`; what `ServerResponse.writeHead` takes. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** What the body was written from: a JSON value, or text; undefined where there is no body. */
  readonly value: unknown;
  /** Of the body; undefined where there is none. */
  readonly mediaType: string | undefined;
}

/** What a request says by the contract: parameters as values, the body parsed. */
export interface Reading {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly cookie: Record<string, unknown>;
  /** Parsed JSON, members of a form, or text; undefined where there is none, or it is binary. */
  body: unknown;
  /** The media type of the body as sent. */
  mediaType: string | undefined;
}

/** Nothing read yet. */
export function emptyReading(): Reading {
  return { path: {}, query: {}, header: {}, cookie: {}, body: undefined, mediaType: undefined };
}

/** One header's value; several are one list (RFC 9110 §5.3). */
export function headerText(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "object" ? value.join(", ") : value;
}
