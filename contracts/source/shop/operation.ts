import type { OperationDefinition, Parameters, ResponseDefinition } from "../kit/index.ts";
import { commonHeaders, idempotencyKey, rateLimitHeaders } from "./headers.ts";
import { refusal, standard } from "./standard-responses.ts";

/** Requests per client over all instances, for every operation. */
export const rateLimit = { requests: 100, windowSeconds: 1 } as const;

type Slugs = readonly [string, ...string[]];

/** An operation of the shop: what is special to it. `operation` adds what all have in common. */
interface ShopOperation extends Omit<OperationDefinition, "responses" | "headers" | "query" | "pathParameters"> {
  readonly roles: readonly string[];
  readonly pathParameters?: Parameters;
  readonly query?: Parameters;
  /** The successful answers. */
  readonly responses: Readonly<Record<number, ResponseDefinition>>;
  /** It creates an object: the caller sends an `Idempotency-Key`. */
  readonly creates?: true;
  /** Slugs of its own business refusals. */
  readonly conflicts?: Slugs;
  readonly refuses?: Slugs;
}

/**
 * Completes an operation with what every operation of the shop has: standard refusals as they apply, response headers,
 * the rate limit, and the idempotency key where it creates.
 */
export function operation<const Definition extends ShopOperation>(definition: Definition) {
  const { creates, conflicts = [], refuses = [], responses, extension, ...rest } = definition;
  const conflict = [...(creates ? ["request-in-progress"] : []), ...conflicts];
  const refused = [...(creates ? ["idempotency-key-reused"] : []), ...refuses];
  return {
    ...(rest as Omit<Definition, "creates" | "conflicts" | "refuses" | "responses" | "extension">),
    ...(creates ? { headers: { "Idempotency-Key": idempotencyKey } } : {}),
    responses: {
      400: badRequest(definition),
      401: standard.unauthenticated,
      403: standard.forbidden,
      ...(definition.pathParameters ? { 404: standard.notFound } : {}),
      406: standard.notAcceptable,
      ...(isFilled(conflict)
        ? {
            409: refusal(
              409,
              conflicts.length > 0
                ? "The object's state does not allow it."
                : "A request with this key is still in progress.",
              conflict,
            ),
          }
        : {}),
      ...(definition.body ? { 413: standard.contentTooLarge, 415: standard.unsupportedMediaType } : {}),
      ...(isFilled(refused) ? { 422: refusal(422, "A business rule says no; nothing has changed.", refused) } : {}),
      429: standard.tooManyRequests,
      500: standard.internalError,
      503: standard.unavailable,
      // Last: an operation's own answer for one of these statuses (the self-test's 503) stands.
      ...withHeaders(responses as Definition["responses"]),
    },
    extension: { rateLimit, ...extension },
  };
}

function badRequest({ creates, body }: ShopOperation) {
  if (creates) return standard.invalidCreation;
  return body === undefined ? standard.invalidParameters : standard.invalidRequest;
}

function withHeaders<Responses extends Readonly<Record<number, ResponseDefinition>>>(responses: Responses): Responses {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      { ...response, headers: { ...commonHeaders, ...rateLimitHeaders, ...response.headers } },
    ]),
  ) as unknown as Responses;
}

function isFilled(slugs: readonly string[]): slugs is Slugs {
  return slugs.length > 0;
}
