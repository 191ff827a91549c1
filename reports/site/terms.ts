import type { Operation, SecurityRequirement } from "../../contracts/index.ts";

/** On what terms an operation may be called, a sentence each. */
export function termsOf({ extension, security }: Operation): string[] {
  const { neverExpires, rateLimit, selfTest } = extension;
  return [
    describeSecurity(security),
    rateLimit !== undefined &&
      `At most ${rateLimit.requests} requests ${inWindow(rateLimit.windowSeconds)} for each client.`,
    neverExpires && "What it answers never expires.",
    selfTest && "Runs the service's own business test.",
  ].filter((term) => term !== false);
}

function describeSecurity(security: readonly SecurityRequirement[]): string {
  if (security.length === 0) return "Public: no token is needed.";
  // An alternative without a scheme is OpenAPI's way to say that a token may be left out.
  if (security.some(({ schemes }) => schemes.length === 0)) return "A token may be given; it is not needed.";
  const alternatives = security.map(({ schemes }) => schemes.flatMap(({ roles }) => roles).join(" and "));
  if (alternatives.includes("")) return "Needs a valid token; any role will do.";
  return `Needs a token with the role ${either(alternatives)}.`;
}

/** `customer`, `customer or clerk`, `customer, clerk or service`. */
function either(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

function inWindow(seconds: number): string {
  if (seconds === 1) return "a second";
  return seconds === 60 ? "a minute" : `in ${seconds} seconds`;
}
