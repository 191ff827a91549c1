import { compactDecrypt, importJWK, type JWK, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import type { TokenKeys } from "../../kit/identity.ts";
import { publicKey } from "../../kit/public-key.ts";
import { type Caller, Refusal, type Request } from "./messages.ts";

/** The steps by which the provider knows its caller; a fault replaces one of them. */
export interface AuthenticationParts {
  /** Takes the token out of the request; undefined: there is none. */
  token(request: Request): string | undefined;
  /** Opens the JWE (RFC 7516) and returns the JWS in it. Throws when it cannot be opened. */
  decrypt(token: string): Promise<string>;
  /** What `jose` is asked to hold the JWS against (RFC 7519 §7.2, RFC 8725 §3). */
  readonly verification: JWTVerifyOptions;
  /** Verifies the JWS and returns its claims. Throws when it does not verify. */
  verify(signed: string, verification: JWTVerifyOptions): Promise<JWTPayload>;
  /** The caller that the claims speak of. Throws when they are not acceptable. */
  caller(claims: JWTPayload): Caller;
  /** What is answered to a request that is not authenticated. */
  unauthenticated(): Refusal;
}

/** The longest life of a token that the provider accepts, as its contract says. */
export const maxLifetimeSeconds = 300;

/** The correct steps for the given keys. */
export async function createAuthentication(keys: TokenKeys): Promise<AuthenticationParts> {
  const { alg, key } = keys.signing;
  const verificationKey = await importJWK(publicKey(key) as JWK, alg);
  const { encryption } = keys;
  const decryptionKey = encryption === undefined ? undefined : await importJWK(encryption.key as JWK, encryption.enc);
  return {
    token: (request) => /^Bearer ([\w~+/.-]+=*)$/i.exec(request.headers.authorization ?? "")?.[1],
    async decrypt(token) {
      if (decryptionKey === undefined || encryption === undefined) return token;
      const opened = await compactDecrypt(token, decryptionKey, {
        keyManagementAlgorithms: [encryption.alg],
        contentEncryptionAlgorithms: [encryption.enc],
      });
      return new TextDecoder().decode(opened.plaintext);
    },
    verification: {
      algorithms: [alg],
      issuer: keys.issuer,
      audience: keys.audience,
      requiredClaims: ["sub", "iat", "exp"],
      clockTolerance: 1,
    },
    verify: async (signed, verification) => (await jwtVerify(signed, verificationKey, verification)).payload,
    caller(claims) {
      if ((claims.exp ?? 0) - (claims.iat ?? 0) > maxLifetimeSeconds) throw new Error("the token lives too long");
      const roles = claims[keys.rolesClaim];
      return { subject: claims.sub ?? "", roles: Array.isArray(roles) ? roles.map(String) : [] };
    },
    unauthenticated: () =>
      new Refusal(401, "unauthenticated", { headers: { "www-authenticate": 'Bearer error="invalid_token"' } }),
  };
}

/** Runs the steps; throws the refusal when the caller is not known. */
export async function authenticate(parts: AuthenticationParts, request: Request): Promise<Caller> {
  const token = parts.token(request);
  if (token === undefined) throw parts.unauthenticated();
  try {
    return parts.caller(await parts.verify(await parts.decrypt(token), parts.verification));
  } catch {
    throw parts.unauthenticated();
  }
}
