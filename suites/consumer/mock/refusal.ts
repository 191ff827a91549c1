import type { MockAnswer } from "./message.ts";
import { answerOf } from "./prepare.ts";

/** Which rule of the contract a request broke. */
export type RefusalRule =
  | "path"
  | "method"
  | "credentials"
  | "role"
  | "path-parameter"
  | "query-parameter"
  | "header-parameter"
  | "cookie-parameter"
  | "undeclared-query-parameter"
  | "malformed-query"
  | "no-body"
  | "body"
  | "malformed-body"
  | "body-size"
  | "media-type"
  | "content-encoding"
  | "accept"
  | "prefer"
  | "fault"
  | "idempotency-key"
  | "undeclared-status"
  | "contract";

/** Why the mock does not answer a request as the service would: the contract does not allow it. */
export interface Refusal {
  readonly status: number;
  readonly rule: RefusalRule;
  /** One sentence. */
  readonly detail: string;
  /** The contract, as `products 1.0.0`. */
  readonly contract?: string;
  /** `Operation.id`. */
  readonly operation?: string;
  /** JSON Pointer (RFC 6901) to the rule's place in the contract's document. */
  readonly pointer?: string;
  /** Each place of the value that is wrong. */
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  /** Name, value, …: what HTTP demands beside the status. */
  readonly headers?: readonly string[];
}

/** Tells the mock's own refusals from all that the service could answer. */
export const refusalHeader = "tercet-mock";
/** The problem's type (RFC 9457 §3.1.1); a typed client's `BusinessError` has the slug `mock-refused`. */
export const refusalType = "urn:problem-type:tercet:mock-refused";

/** Writes a refusal as problem details (RFC 9457) with the members of `Refusal`, marked by the header `tercet-mock: refused`. */
export function refusalAnswer({ headers = [], ...refusal }: Refusal): MockAnswer {
  const problem = {
    type: refusalType,
    title: "The mock refused the request: the contract does not allow it.",
    ...refusal,
  };
  return answerOf(refusal.status, [refusalHeader, "refused", ...headers], "application/problem+json", problem);
}
