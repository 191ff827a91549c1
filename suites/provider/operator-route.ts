import type { Contract, Operation } from "../../contracts/index.ts";

/** Names that the field gives to routes for those who run a service. */
const names = new Set(
  "actuator health healthz healthcheck live livez liveness ready readyz readiness startup status ping metrics prometheus version info openapi.json openapi.yaml self-test selftest".split(
    " ",
  ),
);

/**
 * Whether an operation is for those who run the service and not for its consumers: the declared metrics route and
 * self-test, well-known URIs (RFC 8615), what answers `application/health+json`, and paths that consist of such names
 * alone, a version aside (`/health/live`, `/v1/status`). It speaks of the instance that is asked.
 */
export function isOperatorRoute(contract: Contract, operation: Operation): boolean {
  const { path, extension, responses } = operation;
  if (extension.selfTest || path === contract.extension.metrics || path.includes("/.well-known/")) return true;
  if ([...responses.values()].some(({ content }) => content.has("application/health+json"))) return true;
  const segments = path.split("/").filter((segment) => segment !== "" && !/^v\d+$/.test(segment));
  return segments.length > 0 && segments.every((segment) => names.has(segment.toLowerCase()));
}
