/**
 * A service said no: any answer that is not one of the operation's successes, as problem details (RFC 9457). `slug` is the
 * last segment of the problem's `type`, and what callers should decide on; `about:blank` where the service named none.
 * `problem` is all that the service said, with the members that it adds to RFC 9457's.
 */
export class BusinessError<Slug extends string = string, Problem = unknown> extends Error {
  override readonly name = "BusinessError";
  readonly slug: Slug;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly problem: Problem;
  /** Which service and operation said so. */
  readonly service: string;
  readonly operation: string;

  constructor(problem: {
    readonly slug: Slug;
    readonly title: string;
    readonly status: number;
    readonly detail: string;
    readonly problem: Problem;
    readonly service: string;
    readonly operation: string;
  }) {
    super(`${problem.service} refused ${problem.operation} (${problem.slug}): ${problem.detail || problem.title}`);
    this.slug = problem.slug;
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail;
    this.problem = problem.problem;
    this.service = problem.service;
    this.operation = problem.operation;
  }
}

/** The last segment of a problem's `type` (RFC 9457, section 3.1.1): `…/problems/below-minimum` is `below-minimum`. */
export function problemSlug(type: unknown): string {
  if (typeof type !== "string" || type === "" || type === "about:blank") return "about:blank";
  const segment = type.split(/[/#:]/).filter(Boolean).at(-1);
  return segment ?? type;
}
