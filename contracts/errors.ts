/**
 * What kind of trouble it is; decides the exit code.
 *
 * - `usage`: the command line is wrong (exit 2)
 * - `configuration`: `tercet.config.ts`, an environment or a tokens file is wrong (exit 2)
 * - `contract`: a contract, rules or consumer file cannot be used (exit 2)
 * - `surroundings`: something that the harness needs is out of reach: a port, a database, a service (exit 3)
 */
export type ErrorCode = "usage" | "configuration" | "contract" | "surroundings";

/** Where in which file; `pointer` is a JSON Pointer (RFC 6901), `rule` names the rule that is broken. */
export interface ErrorPlace {
  readonly file?: string;
  readonly pointer?: string;
  readonly rule?: string;
}

/**
 * The one error that this program throws on purpose. Its message is one sentence for a person: what, where, and what to
 * do. Everything else that is thrown is a defect. A failed expectation is never thrown: it is a finding.
 */
export class TercetError extends Error {
  override readonly name = "TercetError";
  readonly code: ErrorCode;
  readonly place: ErrorPlace;

  constructor(code: ErrorCode, message: string, options: { place?: ErrorPlace; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.place = options.place ?? {};
  }
}

/** Why something was thrown, in one line and without a full stop, to stand inside a sentence. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
}
