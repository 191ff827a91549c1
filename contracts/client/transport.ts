import type { Method } from "../model/contract.ts";

/** What a client asks of its transport: HTTP's shape, but no instance, credentials, trace context or connection. */
export interface ClientRequest {
  readonly service: string;
  /** `operationId`. */
  readonly operation: string;
  readonly method: Method;
  /** Path and query, percent-encoded: `/v1/carts/42?limit=10`. */
  readonly path: string;
  /** As the caller gave them, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Declared header parameters that the caller gave; names as in the contract. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: the request has no body. */
  readonly body?: { readonly mediaType: string; readonly value: unknown };
  /** One key for each call of a method, the same for all repetitions of it. */
  readonly idempotency?: { readonly header: string; readonly key: string };
  /** Ends the call; a transport passes it on to what it waits for. */
  readonly signal?: AbortSignal;
  /** What is left of the caller's time, all repetitions and pauses included; absent: no bound. */
  readonly deadlineMilliseconds?: number;
  /** Whether the contract calls this status a success of the operation. */
  succeeds(status: number): boolean;
}

/** What a transport gives back. */
export interface ClientAnswer {
  readonly status: number;
  /** Parsed JSON; undefined where the answer has no body. */
  readonly body: unknown;
  /** From `Retry-After` (RFC 9110, section 10.2.3), where the service sent it. */
  readonly retryAfterSeconds?: number;
}

/**
 * Sends one request and gives its answer, whatever the status. The port behind which tokens, trace context, choice of the
 * instance, validation and tracking happen. Throws `TercetError` (`surroundings`) when no answer came, and the reason of
 * `signal` when that ended the call.
 */
export type Transport = (request: ClientRequest) => Promise<ClientAnswer>;
