import type { ResponseDefinition } from "../kit/index.ts";
import { commonHeaders, rateLimitHeaders, retryAfter, wwwAuthenticate } from "./headers.ts";
import { problem } from "./problem.ts";

/** A refusal as `application/problem+json`. */
export function refusal<
  const Slug extends string,
  const Extra extends Pick<ResponseDefinition, "headers" | "component">,
>(status: number, description: string, slugs: readonly [Slug, ...Slug[]], extra?: Extra) {
  return {
    ...extra,
    description,
    content: { "application/problem+json": problem(status, slugs) },
    headers: { ...commonHeaders, ...extra?.headers },
  };
}

/** Refusals that operations share; each is written once under `components/responses`. */
export const standard = {
  invalidParameters: refusal(400, "A parameter is not as the contract says.", ["validation-failed"], {
    component: "InvalidParameters",
  }),
  invalidRequest: refusal(
    400,
    "The body is no JSON (RFC 7493), or body or parameters are not as the contract says.",
    ["malformed-json", "validation-failed"],
    { component: "InvalidRequest" },
  ),
  invalidCreation: refusal(
    400,
    "The body is no JSON (RFC 7493), body or parameters are not as the contract says, or there is no Idempotency-Key.",
    ["malformed-json", "validation-failed", "idempotency-key-missing"],
    { component: "InvalidCreation" },
  ),
  unauthenticated: refusal(401, "There is no token, or it is not accepted.", ["unauthenticated"], {
    component: "Unauthenticated",
    headers: { "WWW-Authenticate": wwwAuthenticate },
  }),
  forbidden: refusal(403, "The caller has none of the roles.", ["forbidden"], { component: "Forbidden" }),
  notFound: refusal(404, "There is no such object, or it belongs to somebody else.", ["not-found"], {
    component: "NotFound",
  }),
  notAcceptable: refusal(406, "The caller accepts none of the media types.", ["not-acceptable"], {
    component: "NotAcceptable",
  }),
  contentTooLarge: refusal(413, "The body is larger than 64 KiB.", ["content-too-large"], {
    component: "ContentTooLarge",
  }),
  unsupportedMediaType: refusal(415, "The body is not application/json.", ["unsupported-media-type"], {
    component: "UnsupportedMediaType",
  }),
  tooManyRequests: refusal(429, "The caller's rate is used up.", ["too-many-requests"], {
    component: "TooManyRequests",
    headers: { ...rateLimitHeaders, "Retry-After": retryAfter },
  }),
  internalError: refusal(500, "A defect of the service.", ["internal-error"], { component: "InternalError" }),
  unavailable: refusal(503, "Another service or the database is out of reach.", ["dependency-unavailable"], {
    component: "Unavailable",
    headers: { "Retry-After": retryAfter },
  }),
};
