import { CompactEncrypt, importJWK, type JWK, SignJWT } from "jose";
import { tokenProfile } from "../platform/token-profile.ts";

/** The issuer's private key, and the public one of those who read the token. */
export interface IssuerKeys {
  readonly signing: JWK;
  readonly encryption: JWK;
}

/** Issues a token of the shop's profile: signed, then encrypted (RFC 7519 section 5.2). */
export async function issueToken(subject: string, roles: readonly string[], keys: IssuerKeys): Promise<string> {
  const { issuer, audience, lifetimeSeconds, signing, encryption, rolesClaim } = tokenProfile;
  const issuedAt = Math.floor(Date.now() / 1000);
  const signed = await new SignJWT({ [rolesClaim]: roles })
    .setProtectedHeader({ alg: signing.alg, typ: "JWT", kid: keys.signing.kid as string })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(await importJWK(keys.signing, signing.alg));
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ ...encryption, cty: "JWT", kid: keys.encryption.kid as string })
    .encrypt(await importJWK(keys.encryption, encryption.alg));
}
