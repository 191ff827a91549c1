import { importJWK, type JWK, SignJWT } from "jose";
import type { TokenKeys } from "./identity.ts";

/** Longer than any scenario's step, far too short to be kept and used for something else. */
const lifetimeSeconds = 300;

/** Gives the value of the `baggage` header (W3C Baggage) of a request that is not a real customer's. */
export type SyntheticMark = () => Promise<string>;

/**
 * Marks all traffic of a scenario's run, so that the business can leave it out of its figures: `synthetic_request=true`,
 * and `synthetic_mark`, a JWT signed with the environment's token key that nobody else can make. Its `typ` and `aud` are
 * its own, so that no service takes it for an access token (RFC 8725, sections 3.9 and 3.11).
 */
export function createSyntheticMark(scenario: string, keys: TokenKeys | undefined): SyntheticMark {
  let known: { readonly value: string; readonly renewAt: number } | undefined;
  return async () => {
    const now = Math.floor(Date.now() / 1000);
    if (known === undefined || now >= known.renewAt) {
      const signature = keys === undefined ? "" : `,synthetic_mark=${await sign(scenario, keys, now)}`;
      known = { value: `synthetic_request=true${signature}`, renewAt: now + lifetimeSeconds / 2 };
    }
    return known.value;
  };
}

async function sign(scenario: string, { issuer, signing }: TokenKeys, now: number): Promise<string> {
  const kid = signing.key.kid === undefined ? {} : { kid: signing.key.kid };
  return new SignJWT({ scenario })
    .setProtectedHeader({ alg: signing.alg, typ: "synthetic-mark+jwt", ...kid })
    .setIssuer(issuer)
    .setAudience("synthetic-mark")
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(await importJWK(signing.key as JWK, signing.alg));
}
