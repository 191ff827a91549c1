import { createDecipheriv, createHmac, createPublicKey, type JsonWebKey, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { decodeProtectedHeader, importJWK, importX509, type JWK, type JWTPayload, jwtVerify } from "jose";
import { publicKey } from "../../kit/public-key.ts";
import { detourFaults } from "./authenticated-requests/detours.ts";
import { letsIn } from "./authenticated-requests/let-in.ts";
import { schemeFaults } from "./authenticated-requests/schemes.ts";
import { tokenFaults } from "./authenticated-requests/tokens.ts";
import type { Fault } from "./fault.ts";
import { Refusal } from "./messages.ts";
import type { Parts } from "./parts.ts";
import type { Change } from "./provider.ts";

const guarantee = "authenticated-requests";
const fault = (
  name: string,
  caughtBy: Fault["caughtBy"],
  change: Change,
  alsoBreaks: NonNullable<Fault["alsoBreaks"]> = {},
): Fault => ({ name, guarantee, caughtBy, alsoBreaks, change });

/** The claims as they stand, without a look at the signature. */
function claimsOf(signed: string): JWTPayload {
  return JSON.parse(Buffer.from(signed.split(".")[1] ?? "", "base64url").toString());
}

/** Holds claims against the correct rules, whoever signed them. */
function checkClaims(claims: JWTPayload, { keys }: Parts): JWTPayload {
  const now = Date.now() / 1000;
  const audiences = [claims.aud].flat();
  const fits = claims.iss === keys.issuer && audiences.includes(keys.audience);
  if (fits && (claims.nbf ?? 0) <= now + 1 && (claims.exp ?? 0) >= now - 1) return claims;
  throw new Error("not acceptable");
}

/** Verifies HMAC-SHA256 by hand; libraries rightly refuse most of these secrets. */
function verifyHmac(signed: string, secret: string | Uint8Array): JWTPayload {
  const [header = "", payload = "", signature = ""] = signed.split(".");
  const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, "base64url"))) throw new Error("wrong signature");
  return claimsOf(signed);
}

/** Verifies correctly unless the token's header makes it take another way. */
const otherwise =
  (
    way: (
      signed: string,
      header: Record<string, unknown>,
      parts: Parts,
    ) => Promise<JWTPayload | undefined> | JWTPayload | undefined,
  ): Change =>
  (parts) => ({
    async verify(signed, verification) {
      const header = JSON.parse(Buffer.from(signed.split(".")[0] ?? "", "base64url").toString());
      const claims = await way(signed, header, parts);
      return claims === undefined ? parts.verify(signed, verification) : checkClaims(claims, parts);
    },
  });

/** Takes the public key for a secret, in one of its forms. */
const confuses = (form: (key: ReturnType<typeof createPublicKey>, parts: Parts) => string | Buffer): Change =>
  otherwise((signed, header, parts) => {
    if (header.alg !== "HS256") return undefined;
    const jwk = publicKey(parts.keys.signing.key) as JsonWebKey;
    return verifyHmac(signed, form(createPublicKey({ key: jwk, format: "jwk" }), parts));
  });

/** Takes the token from elsewhere when it is not where it belongs. */
const alsoFrom =
  (place: (request: Parameters<Parts["token"]>[0]) => string | undefined): Change =>
  (parts) => ({
    token: (request) => parts.token(request) ?? place(request),
  });

const withKey = async (signed: string, key: Parameters<typeof jwtVerify>[1]) => (await jwtVerify(signed, key)).payload;

/** Providers that let in who should stay outside. */
export const authenticationFaults: readonly Fault[] = [
  ...tokenFaults,
  ...detourFaults,
  ...schemeFaults,
  fault(
    "lets-everybody-in-without-a-token",
    ["no-token"],
    letsIn((field) => field === undefined),
  ),
  fault(
    "takes-an-empty-token-for-a-guest",
    ["empty-token"],
    letsIn((field) => field?.trim() === "" || /^Bearer *$/.test(field ?? "no")),
  ),
  fault(
    "takes-anything-that-it-cannot-read",
    ["malformed-token"],
    letsIn((field) => field === "Bearer tercet"),
  ),
  fault(
    "takes-any-password",
    ["basic-credentials"],
    letsIn((field) => field?.startsWith("Basic YWRtaW4") ?? false),
  ),
  fault("takes-a-token-under-any-scheme", ["wrong-scheme"], (parts) => ({
    token: (request) => parts.token(request) ?? /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1],
  })),
  fault("takes-a-token-without-a-scheme", ["wrong-scheme"], (parts) => ({
    token: (request) => parts.token(request) ?? /^eyJ\S+$/.exec(request.headers.authorization ?? "")?.[0],
  })),
  fault("takes-a-token-from-the-query-string", ["token-in-query"], (parts) => ({
    ...alsoFrom(({ query }) => query.get("access_token") ?? undefined)(parts),
    validate: (operation, { query: { access_token: _token, ...query }, ...input }) =>
      parts.validate(operation, { ...input, query }),
  })),
  fault(
    "takes-a-token-from-a-cookie",
    ["token-in-cookie"],
    alsoFrom(({ headers }) => /\bjwt=([^;]+)/.exec(headers.cookie ?? "")?.[1]),
  ),
  fault("takes-expired-tokens", ["expired-token"], (parts) => ({
    verify: async (signed, verification) =>
      parts.verify(signed, { ...verification, currentDate: new Date((claimsOf(signed).iat ?? 0) * 1000) }),
  })),
  fault("takes-tokens-before-their-time", ["not-yet-valid"], (parts) => ({
    verify: async (signed, verification) =>
      parts.verify(signed, {
        ...verification,
        currentDate: new Date(Math.max(Date.now(), (claimsOf(signed).nbf ?? 0) * 1000)),
      }),
  })),
  fault(
    "takes-tokens-for-others",
    ["wrong-audience"],
    ({ verification: { audience: _audience, ...verification } }) => ({ verification }),
  ),
  fault("takes-tokens-of-any-issuer", ["wrong-issuer"], ({ verification: { issuer: _issuer, ...verification } }) => ({
    verification,
  })),
  fault("takes-issuers-that-begin-alike", ["wrong-issuer"], (parts) => ({
    verify: async (signed, { issuer: _issuer, ...verification }) => {
      const claims = await parts.verify(signed, verification);
      if (claims.iss?.startsWith(parts.keys.issuer)) return claims;
      throw new Error("wrong issuer");
    },
  })),
  fault("takes-tokens-without-an-expiry", ["missing-expiry"], ({ verification }) => ({
    verification: { ...verification, requiredClaims: ["sub"] },
  })),
  fault(
    "takes-unsigned-tokens",
    ["unsigned-token"],
    otherwise((signed, { alg }) => (alg === "none" ? claimsOf(signed) : undefined)),
  ),
  fault(
    "refuses-none-in-lower-case-only",
    ["unsigned-token"],
    otherwise((signed, { alg }) =>
      alg !== "none" && String(alg).toLowerCase() === "none" ? claimsOf(signed) : undefined,
    ),
  ),
  fault(
    "does-not-verify-signatures",
    [
      "tampered-payload",
      "tampered-signature",
      "stripped-signature",
      "unknown-key",
      "algorithm-confusion",
      "unsigned-token",
      "kid-path-traversal",
      "kid-sql-injection",
      "embedded-key",
      "jku-injection",
      "x5u-injection",
      "unknown-critical-header",
    ],
    otherwise((signed) => claimsOf(signed)),
  ),
  fault(
    "compares-the-first-half-of-a-signature",
    ["tampered-signature"],
    otherwise((signed) => (signed.split(".")[2]?.length === 43 ? claimsOf(signed) : undefined)),
  ),
  fault(
    "takes-tokens-whose-signature-is-empty",
    ["stripped-signature"],
    otherwise((signed, { alg }) => (alg === "ES256" && signed.endsWith(".") ? claimsOf(signed) : undefined)),
  ),
  fault(
    "takes-tokens-of-two-parts",
    ["stripped-signature"],
    otherwise((signed) => (signed.split(".").length === 2 ? claimsOf(signed) : undefined)),
  ),
  fault(
    "takes-unknown-keys-when-there-is-no-kid",
    ["unknown-key"],
    otherwise((signed, { kid, alg }) => (kid === undefined && alg === "ES256" ? claimsOf(signed) : undefined)),
  ),
  fault(
    "takes-the-public-key-for-a-secret-as-pem",
    ["algorithm-confusion"],
    confuses((key) => key.export({ type: "spki", format: "pem" })),
  ),
  fault(
    "takes-the-public-key-for-a-secret-as-der",
    ["algorithm-confusion"],
    confuses((key) => key.export({ type: "spki", format: "der" })),
  ),
  fault(
    "takes-the-public-key-for-a-secret-as-jwk",
    ["algorithm-confusion"],
    confuses((_key, { keys }) => JSON.stringify(publicKey(keys.signing.key))),
  ),
  fault(
    "reads-the-key-from-the-file-that-kid-names",
    ["kid-path-traversal"],
    otherwise((signed, { kid, alg }) =>
      alg === "HS256" && String(kid).includes("/")
        ? verifyHmac(signed, readFileSync(resolve("/srv/keys", String(kid))))
        : undefined,
    ),
  ),
  fault(
    "selects-the-key-with-kid-in-its-sql",
    ["kid-sql-injection"],
    otherwise((signed, { kid, alg }) => {
      const injected = /' UNION SELECT '(\w+)'/.exec(String(kid))?.[1];
      return alg === "HS256" && injected !== undefined ? verifyHmac(signed, injected) : undefined;
    }),
  ),
  fault(
    "believes-the-key-that-a-token-brings",
    ["embedded-key"],
    otherwise(async (signed, { jwk, alg }) =>
      jwk === undefined ? undefined : withKey(signed, await importJWK(jwk as JWK, String(alg))),
    ),
  ),
  fault(
    "believes-the-certificate-that-a-token-brings",
    ["embedded-key"],
    otherwise(async (signed, { x5c, alg }) =>
      Array.isArray(x5c)
        ? withKey(
            signed,
            await importX509(`-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----`, String(alg)),
          )
        : undefined,
    ),
  ),
  fault(
    "fetches-keys-from-where-a-token-says",
    ["jku-injection"],
    otherwise(async (signed, { jku, alg }) => {
      if (typeof jku !== "string") return undefined;
      const { keys } = (await (await fetch(jku)).json()) as { keys: [JWK] };
      return withKey(signed, await importJWK(keys[0], String(alg)));
    }),
  ),
  fault(
    "fetches-certificates-from-where-a-token-says",
    ["x5u-injection"],
    otherwise(async (signed, { x5u, alg }) =>
      typeof x5u === "string"
        ? withKey(signed, await importX509(await (await fetch(x5u)).text(), String(alg)))
        : undefined,
    ),
  ),
  fault("ignores-critical-header-parameters", ["unknown-critical-header"], (parts) => ({
    verify: (signed, verification) => {
      const names = decodeProtectedHeader(signed).crit ?? [];
      return parts.verify(signed, { ...verification, crit: Object.fromEntries(names.map((name) => [name, true])) });
    },
  })),
  fault("does-not-verify-the-tag-of-encrypted-tokens", ["tampered-ciphertext"], ({ keys }) => ({
    async decrypt(token) {
      const [, , vector, ciphertext] = token.split(".").map((part) => Buffer.from(part, "base64url"));
      if (vector === undefined || ciphertext === undefined) throw new Error("not a JWE");
      const secret = Buffer.from(String(keys.encryption?.key.k), "base64url");
      return createDecipheriv("aes-256-gcm", secret, vector).update(ciphertext).toString();
    },
  })),
  fault("answers-403-to-who-is-unknown", ["no-token"], () => ({
    unauthenticated: () => new Refusal(403, "forbidden"),
  })),
  fault(
    "does-not-name-the-scheme",
    ["challenge"],
    () => ({ unauthenticated: () => new Refusal(401, "unauthenticated") }),
    { "output-validation": "the contract declares the field as well" },
  ),
  fault("names-another-scheme", ["challenge"], () => ({
    unauthenticated: () =>
      new Refusal(401, "unauthenticated", { headers: { "www-authenticate": 'Basic realm="parcels"' } }),
  })),
];
