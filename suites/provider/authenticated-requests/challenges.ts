import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, Report } from "../../kit/check.ts";
import { schemeOf } from "../../kit/credentials/place.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import type { Bench } from "./way.ts";

/** Judged from the refusals of all other ways: each 401 names the scheme (RFC 9110 §11.6.1). */
export const challenge = "challenge";

/** Holds the 401s of an operation against the schemes that it takes. */
export function judgeChallenges(
  context: CheckContext,
  guarantee: string,
  operation: Operation,
  benches: readonly Bench[],
  refusals: readonly Exchange[],
): void {
  const subject = { check: `${guarantee}/${challenge}`, operation: operation.id };
  const skip = (message: string): void => context.report({ ...subject, verdict: "skipped", message });
  const schemes = [...new Set(benches.flatMap(({ scheme }) => schemeOf(scheme.place) ?? []))];
  const unauthorized = refusals.filter(({ response }) => response.status === 401);
  if (schemes.length === 0) {
    skip("an API key is no authentication scheme of HTTP, so that no challenge names it");
  } else if (unauthorized.length === 0) {
    skip("no request was answered with 401");
  } else {
    context.report({ ...subject, ...judgementOf(operation, schemes, unauthorized) });
  }
}

function judgementOf(
  operation: Operation,
  schemes: readonly string[],
  unauthorized: readonly Exchange[],
): Pick<Report, "verdict" | "message" | "evidence"> {
  const named = schemes.join(" or ");
  const bare = unauthorized.find(({ response }) => !hasChallenge(response.headers["www-authenticate"], schemes));
  if (bare === undefined) {
    return { verdict: "pass", message: `each 401 of ${operation.id} names the scheme ${named} (RFC 9110 §11.6.1).` };
  }
  return {
    verdict: "fail",
    message: `Each 401 must have a WWW-Authenticate field with the scheme ${named} (RFC 9110 §11.6.1, RFC 6750 §3), and one of ${operation.id} has ${describe(bare.response.headers["www-authenticate"])}.`,
    evidence: redactExchange(bare),
  };
}

function hasChallenge(value: string | readonly string[] | undefined, schemes: readonly string[]): boolean {
  const values = typeof value === "string" ? [value] : (value ?? []);
  // A token may also be bound to a key of the client's (RFC 9449 §7.1).
  const names = [...schemes, ...(schemes.includes("Bearer") ? ["DPoP"] : [])].map((name) => name.toLowerCase());
  // Several challenges may stand in one field, separated by commas.
  const offered = values.flatMap((one) => [...one.matchAll(/(?:^|,\s*)([\w!#$%&'*+.^`|~-]+)(?=\s|,|$)/g)]);
  return offered.some(([, name = ""]) => names.includes(name.toLowerCase()));
}

function describe(value: string | readonly string[] | undefined): string {
  return value === undefined ? "none" : `"${String(value)}"`;
}
