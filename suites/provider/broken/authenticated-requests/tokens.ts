import { setTimeout as sleep } from "node:timers/promises";
import { compactVerify, decodeProtectedHeader, flattenedVerify, importJWK, type JWK, type JWTPayload } from "jose";
import { publicKey } from "../../../kit/public-key.ts";
import type { Fault } from "../fault.ts";
import type { Parts } from "../parts.ts";
import type { Change } from "../provider.ts";

const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee: "authenticated-requests",
  caughtBy,
  change,
});

const verificationKey = ({ keys }: Parts) => importJWK(publicKey(keys.signing.key) as JWK, keys.signing.alg);
const claimsOf = (signed: string): JWTPayload =>
  JSON.parse(Buffer.from(signed.split(".")[1] ?? "", "base64url").toString());

/** Verifies as it should, unless this gives the claims; undefined: it looks at the token as at any other. */
const unless =
  (way: (signed: string, parts: Parts) => Promise<JWTPayload | undefined> | JWTPayload | undefined): Change =>
  (parts) => ({
    verify: async (signed, verification) => (await way(signed, parts)) ?? parts.verify(signed, verification),
  });

/** Providers that forget one of the smaller rules of tokens. */
export const tokenFaults: readonly Fault[] = [
  fault(
    "takes-zeros-for-a-signature",
    ["zero-signature"],
    unless((signed) => {
      const signature = Buffer.from(signed.split(".")[2] ?? "", "base64url");
      return signature.length === 64 && signature.every((byte) => byte === 0) ? claimsOf(signed) : undefined;
    }),
  ),
  fault(
    "takes-none-when-a-signature-is-there",
    ["unsigned-token"],
    unless((signed) => {
      const isSigned = !signed.endsWith(".");
      return isSigned && decodeProtectedHeader(signed).alg === "none" ? claimsOf(signed) : undefined;
    }),
  ),
  fault(
    "takes-tokens-that-name-no-algorithm",
    ["unsigned-token"],
    unless((signed) => (decodeProtectedHeader(signed).alg === undefined ? claimsOf(signed) : undefined)),
  ),
  fault(
    "takes-words-for-an-expiry",
    ["malformed-expiry"],
    unless(async (signed, parts) => {
      const claims = claimsOf(signed);
      if (typeof claims.exp === "number") return undefined;
      await compactVerify(signed, await verificationKey(parts));
      // NaN is neither larger nor smaller than anything.
      return claims;
    }),
  ),
  fault(
    "reads-payloads-that-are-not-encoded",
    ["unknown-critical-header"],
    unless(async (signed, parts) => {
      const [protectedHeader = "", payload = "", signature = ""] = signed.split(".");
      if (decodeProtectedHeader(signed).b64 !== false) return undefined;
      await flattenedVerify({ protected: protectedHeader, payload, signature }, await verificationKey(parts));
      return claimsOf(signed);
    }),
  ),
  fault(
    "takes-encryption-for-a-signature",
    ["encrypted-not-signed"],
    unless((signed) => (signed.startsWith("{") ? JSON.parse(signed) : undefined)),
  ),
  fault("takes-tokens-for-nobody", ["wrong-audience"], (parts) => ({
    verify(signed, { audience, ...verification }) {
      const isForNobody = claimsOf(signed).aud === undefined;
      return parts.verify(signed, isForNobody || audience === undefined ? verification : { ...verification, audience });
    },
  })),
  fault("takes-issuers-that-end-alike", ["wrong-issuer"], (parts) => ({
    async verify(signed, { issuer: _issuer, ...verification }) {
      const claims = await parts.verify(signed, verification);
      if (claims.iss?.endsWith(parts.keys.issuer)) return claims;
      throw new Error("wrong issuer");
    },
  })),
  fault("works-for-whoever-asks-for-work", ["costly-token"], (parts) => ({
    async decrypt(token) {
      const { p2c } = decodeProtectedHeader(token);
      // As long as the derivation takes, without taking the processor from other tests.
      if (typeof p2c === "number") await sleep(p2c / 4000);
      return parts.decrypt(token);
    },
  })),
];
