import { randomUUID } from "node:crypto";
import { CompactEncrypt, CompactSign, importJWK, type JWK } from "jose";
import type { Identity, JsonWebKeyLike, TokenKeys } from "./identity.ts";
import { publicKey } from "./public-key.ts";

/** How a token differs from a good one. */
export interface TokenChanges {
  /** Claims to set; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Header parameters to set. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Makes the signed part itself, for tokens that are wrong on purpose; encryption comes after it as for a good one. */
  readonly sign?: (claims: Readonly<Record<string, unknown>>, header: JoseHeader) => Promise<string> | string;
  /** Seconds since 1970 at which the token is issued. */
  readonly issuedAt?: number;
}

/** The protected header of a JWS, RFC 7515 §4. */
export type JoseHeader = { readonly alg: string; readonly [parameter: string]: unknown };

/**
 * Mints a token as the issuer would: a JWT (RFC 7519) signed as a JWS, nested in a JWE where `keys.encryption` is given
 * (RFC 7519 §5.2), issued now and valid for `keys.lifetimeSeconds`.
 */
export async function mintToken(keys: TokenKeys, identity: Identity, changes: TokenChanges = {}): Promise<string> {
  const claims = { ...claimsOf(keys, identity, changes.issuedAt), ...changes.claims };
  const header = { ...headerOf(keys.signing), ...changes.header };
  const signed = await (changes.sign ?? ((payload, head) => signToken(payload, head, keys.signing)))(claims, header);
  return keys.encryption === undefined ? signed : encryptToken(signed, keys.encryption);
}

/** The claims of a good token. `scope` is a list separated by spaces (RFC 8693 §4.2), every other roles claim an array. */
function claimsOf(keys: TokenKeys, identity: Identity, issuedAt = Math.floor(Date.now() / 1000)) {
  return {
    iss: keys.issuer,
    aud: keys.audience,
    sub: identity.subject,
    [keys.rolesClaim]: keys.rolesClaim === "scope" ? identity.roles.join(" ") : [...identity.roles],
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + keys.lifetimeSeconds,
    jti: randomUUID(),
  };
}

function headerOf(signing: TokenKeys["signing"]): JoseHeader {
  return {
    alg: signing.alg,
    typ: signing.typ ?? "JWT",
    ...(signing.key.kid === undefined ? {} : { kid: signing.key.kid }),
  };
}

/** Signs claims with a private or symmetric key, under any header that `jose` can sign; `crit` names are let through. */
export async function signToken(
  claims: Readonly<Record<string, unknown>>,
  header: JoseHeader,
  signing: { readonly alg: string; readonly key: JsonWebKeyLike },
): Promise<string> {
  const key = await imported(signing.key, signing.alg);
  const critical = Array.isArray(header.crit) ? header.crit.map(String) : [];
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader(header)
    .sign(key, { crit: Object.fromEntries(critical.map((name) => [name, true])) });
}

const recipientKeys = new WeakMap<JsonWebKeyLike, JsonWebKeyLike>();

/** The public half of the recipient's key. */
function recipientKey(key: JsonWebKeyLike): JsonWebKeyLike {
  const known = recipientKeys.get(key) ?? publicKey(key);
  recipientKeys.set(key, known);
  return known;
}

const importedKeys = new WeakMap<JsonWebKeyLike, Map<string, ReturnType<typeof importJWK>>>();

/** Imports a key once for each algorithm: hundreds of tokens are made with it. */
function imported(key: JsonWebKeyLike, alg: string): ReturnType<typeof importJWK> {
  const known = importedKeys.get(key) ?? new Map<string, ReturnType<typeof importJWK>>();
  importedKeys.set(key, known);
  const made = known.get(alg) ?? importJWK(key as JWK, alg);
  known.set(alg, made);
  return made;
}

async function encryptToken(signed: string, encryption: NonNullable<TokenKeys["encryption"]>): Promise<string> {
  const { alg, enc } = encryption;
  const key = await imported(recipientKey(encryption.key), alg === "dir" ? enc : alg);
  const kid = encryption.key.kid === undefined ? {} : { kid: encryption.key.kid };
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg, enc, typ: "JWT", cty: "JWT", ...kid })
    .encrypt(key);
}
