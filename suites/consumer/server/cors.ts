import type { RequestHeaders } from "../mock/message.ts";

/** How long a browser need not ask again. */
const maxAgeSeconds = 600;

/** Lets any page read an answer (Fetch standard, "CORS protocol"): name, value, …; undefined: no page asks. */
export function corsHeaders(request: RequestHeaders, answer: readonly string[]): readonly string[] | undefined {
  const { origin } = request;
  if (typeof origin !== "string") return undefined;
  const exposed = answer.filter((_, index) => index % 2 === 0).join(", ");
  return [...allow(origin), "access-control-expose-headers", exposed];
}

/** The answer to a preflight request; undefined for any other one. */
export function preflightHeaders(method: string, request: RequestHeaders): readonly string[] | undefined {
  const { origin, "access-control-request-method": wanted, "access-control-request-headers": names } = request;
  if (method !== "OPTIONS" || typeof origin !== "string" || typeof wanted !== "string") return undefined;
  return [
    ...allow(origin),
    ...["access-control-allow-methods", wanted],
    ...(typeof names === "string" ? ["access-control-allow-headers", names] : []),
    ...["access-control-max-age", String(maxAgeSeconds)],
  ];
}

function allow(origin: string): readonly string[] {
  return ["access-control-allow-origin", origin, "access-control-allow-credentials", "true", "vary", "origin"];
}
