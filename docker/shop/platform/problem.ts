import { problemType } from "../../../contracts/source/shop/problem.ts";

/** What is wrong with one place of a request: a JSON Pointer (RFC 6901) and a sentence. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/**
 * A refusal, thrown wherever it is found and answered as `application/problem+json` (RFC 9457). `detail` is shown to the
 * caller: it never holds a token, personal data, or words of the database.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly slug: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];

  constructor(
    status: number,
    slug: string,
    detail: string,
    options: { headers?: Readonly<Record<string, string>>; errors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.slug = slug;
    this.headers = options.headers ?? {};
    this.errors = options.errors ?? [];
  }

  /** The document that is sent. */
  toJSON(): Record<string, unknown> {
    const words = this.slug.replaceAll("-", " ");
    return {
      type: problemType(this.slug),
      title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
      status: this.status,
      detail: this.message,
      ...(this.errors.length === 0 ? {} : { errors: this.errors.slice(0, maximumErrors) }),
    };
  }
}

const maximumErrors = 100;

/** The object is not there, or is not the caller's: the two are not told apart. */
export function notFound(what: string): Problem {
  return new Problem(404, "not-found", `There is no such ${what}.`);
}

/** A business rule says no; nothing has changed. */
export function refusal(slug: string, detail: string): Problem {
  return new Problem(422, slug, detail);
}

/** What the service needs to answer is out of reach. */
export function unavailable(what: string, cause?: unknown): Problem {
  return new Problem(503, "dependency-unavailable", `${what} is out of reach; try again.`, {
    headers: { "retry-after": "1" },
    cause,
  });
}
