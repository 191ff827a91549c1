import type { IncomingMessage } from "node:http";

/** A request as the provider's parts see it. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** An answer before it is sent. A string body goes out as it is, everything else as JSON; undefined: no body. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Who calls, from the verified token. */
export interface Caller {
  readonly subject: string;
  readonly roles: readonly string[];
}

/** A refusal on the way through the provider; becomes `application/problem+json` (RFC 9457). */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly slug: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    slug: string,
    options: { readonly errors?: Refusal["errors"]; readonly headers?: Refusal["headers"] } = {},
  ) {
    super(slug);
    this.status = status;
    this.slug = slug;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

/** The answer for a refusal. */
export function problem({ status, slug, errors, headers }: Refusal): Answer {
  return {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
    body: {
      type: `https://parcels.example/problems/${slug}`,
      title: slug.replaceAll("-", " "),
      status,
      ...(errors.length === 0 ? {} : { errors }),
    },
  };
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}
