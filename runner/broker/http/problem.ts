/**
 * A refusal, thrown wherever it is found and answered as `application/problem+json` (RFC 9457). `detail` is shown to the
 * caller: it never holds a secret.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    title: string,
    detail: string,
    options: { headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.title = title;
    this.headers = options.headers ?? {};
  }

  /**
   * The document that is sent. Clients of the Pact Broker look for `errors` and `notices`; both are extension members
   * (RFC 9457, section 3.2).
   */
  toJSON(): Record<string, unknown> {
    const { status, title, message } = this;
    return { title, status, detail: message, errors: [message], notices: [{ type: "error", text: message }] };
  }
}

/** The refusal of what is not there. */
export function notFound(what: string): Problem {
  return new Problem(404, "Not found", `There is no ${what}.`);
}
