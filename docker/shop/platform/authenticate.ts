import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { compactDecrypt, importJWK, type JWK, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import { subject } from "../../../contracts/source/shop/types.ts";
import { Problem } from "./problem.ts";
import { tokenProfile } from "./token-profile.ts";

/** The security context of a request: who calls, in which roles. */
export interface Caller {
  readonly subject: string;
  readonly roles: ReadonlySet<string>;
}

/** What a service needs to check tokens, and no more: it can make none. */
export interface TokenChecks {
  /** Public key of the issuer, with `kid`. */
  readonly verificationKey: JWK;
  /** The services' private key, with `kid`. */
  readonly decryptionKey: JWK;
  readonly maxLifetimeSeconds: number;
}

/** Between machines; the shop's tokens live for minutes. */
const clockToleranceSeconds = 1;
/** Verified tokens that are remembered until they expire; the oldest go first. */
const cacheSize = 1000;
/** Everything else in a header (`jku`, `jwk`, `x5u`, `crit`, `zip` …) is refused, RFC 8725 section 3.10. */
const jweHeader = z.strictObject({
  ...{ alg: z.string(), enc: z.string(), epk: z.unknown(), kid: z.string().optional() },
  ...{ cty: z.literal("JWT").optional(), typ: z.literal("JWT").optional() },
});
const jwsHeader = z.strictObject({ alg: z.string(), kid: z.string(), typ: z.literal("JWT").optional() });
const claims = z.looseObject({
  ...{ sub: subject, iat: z.int(), nbf: z.int(), exp: z.int() },
  [tokenProfile.rolesClaim]: z.array(z.string().max(50)).max(20),
});

/**
 * Checks the bearer token (RFC 6750 section 2.1) of each request. The function throws `Problem` 401 for everything but a
 * token that is encrypted, signed by the issuer, meant for the shop, valid now, and short-lived.
 */
export async function createAuthenticator(checks: TokenChecks): Promise<(request: IncomingMessage) => Promise<Caller>> {
  const [verificationKey, decryptionKey] = await Promise.all([
    importJWK(checks.verificationKey, tokenProfile.signing.alg),
    importJWK(checks.decryptionKey, tokenProfile.encryption.alg),
  ]);
  const known = new Map<string, { readonly caller: Caller; readonly expiresAt: number }>();

  async function verify(token: string): Promise<z.infer<typeof claims>> {
    const { plaintext, protectedHeader: outer } = await compactDecrypt(token, decryptionKey, {
      keyManagementAlgorithms: [tokenProfile.encryption.alg],
      contentEncryptionAlgorithms: [tokenProfile.encryption.enc],
    });
    const { kid = checks.decryptionKey.kid } = jweHeader.parse(outer);
    const { payload, protectedHeader: inner } = await jwtVerify<JWTPayload>(
      new TextDecoder().decode(plaintext),
      verificationKey,
      {
        algorithms: [tokenProfile.signing.alg],
        issuer: tokenProfile.issuer,
        audience: tokenProfile.audience,
        clockTolerance: clockToleranceSeconds,
        // Also refuses one that was issued in the future.
        maxTokenAge: checks.maxLifetimeSeconds,
      },
    );
    if (kid !== checks.decryptionKey.kid || jwsHeader.parse(inner).kid !== checks.verificationKey.kid) {
      throw new Error("unknown key");
    }
    const claimed = claims.parse(payload);
    if (claimed.exp - claimed.iat > checks.maxLifetimeSeconds) throw new Error("lives too long");
    return claimed;
  }

  return async (request) => {
    const token = readBearer(request);
    const digest = hash("sha256", token);
    const remembered = known.get(digest);
    if (remembered !== undefined && Date.now() < remembered.expiresAt) return remembered.caller;
    known.delete(digest);
    // Whatever is wrong, the caller learns no more than that: the reason would help to guess.
    const claimed = await verify(token).catch((cause) => {
      throw unauthenticated('Bearer realm="shop", error="invalid_token"', "The token is not accepted.", cause);
    });
    const caller = { subject: claimed.sub, roles: new Set(claimed[tokenProfile.rolesClaim]) };
    known.set(digest, { caller, expiresAt: claimed.exp * 1000 });
    for (const oldest of known.keys()) {
      if (known.size <= cacheSize) break;
      known.delete(oldest);
    }
    return caller;
  };
}

function readBearer({ headersDistinct }: IncomingMessage): string {
  const [header = "", ...more] = headersDistinct.authorization ?? [];
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1];
  if (token !== undefined && more.length === 0) return token;
  throw unauthenticated('Bearer realm="shop"', "A bearer token is needed in the header Authorization.");
}

function unauthenticated(challenge: string, detail: string, cause?: unknown): Problem {
  return new Problem(401, "unauthenticated", detail, { headers: { "www-authenticate": challenge }, cause });
}
