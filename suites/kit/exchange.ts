/** A request as it is sent. Header names are lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The IP address that is connected to, whatever the URL's host resolves to; the name stays that of the URL, in TLS too. */
  readonly address?: string;
}

/** An answer as it came. Header names are lower case; a header that came several times is a list. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Decoded as UTF-8; a byte order mark is kept, since JSON may not have one (RFC 8259 §8.1). */
  readonly body: string;
  /** The body as it came, for who must tell binary content apart; absent where no socket was read. */
  readonly bytes?: Uint8Array;
}

/** What was sent and what came back. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly durationMilliseconds: number;
}

/** Sends one request; throws `TercetError` (`surroundings`) when no answer comes within the bound. */
export type Send = (request: HttpRequest) => Promise<Exchange>;
