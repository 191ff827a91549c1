import { createHmac } from "node:crypto";
import type { JoseHeader } from "../../kit/tokens.ts";
import { algOf, type Claims } from "./forge.ts";
import { publicKeyForms } from "./public-key-forms.ts";
import { forgery, type Way } from "./way.ts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A compact JWS (RFC 7515 §7.1) whose signature is HMAC-SHA256 under any secret, also an empty one. */
export function hmacToken(claims: Claims, header: Omit<JoseHeader, "alg">, secret: string | Uint8Array): string {
  const input = `${encode({ ...header, alg: "HS256" })}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** Changes a character in the middle: the bits of the last one do not all count. */
export function flip(part: string): string {
  const middle = Math.floor(part.length / 2);
  return `${part.slice(0, middle)}${part[middle] === "A" ? "B" : "A"}${part.slice(middle + 1)}`;
}

/** The orders of the curves P-256, P-384 and P-521, FIPS 186-5: a signature's r and s lie below. */
const curveOrders: Readonly<Record<string, string>> = {
  ES256: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
  ES384: "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
  ES512: `01${"ff".repeat(32)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
};

/** Signatures that a verifier takes for valid when it forgets that r and s must not be zero (CVE-2022-21449). */
function zeroSignatures(alg: string): Readonly<Record<string, string>> {
  const order = Buffer.from(curveOrders[alg] ?? "", "hex");
  return {
    "r and s are zero": Buffer.alloc(order.length * 2).toString("base64url"),
    "r and s are the order of the curve": Buffer.concat([order, order]).toString("base64url"),
    "r and s are zero, in DER": Buffer.from("3006020100020100", "hex").toString("base64url"),
  };
}

/** Tokens whose signature is missing, wrong, or made with a key that the service must not take. */
export const signatureForgeries: readonly Way[] = [
  forgery(
    "readable token",
    "unsigned-token",
    ["an unsigned token (alg: none)", "RFC 7519 §6, RFC 8725 §3.2"],
    (forge) => ({
      ...Object.fromEntries(
        ["none", "None", "NONE", "nOnE"].map((alg) => [
          `alg: ${alg}`,
          forge.sign((claims, header) => `${encode({ ...header, alg })}.${encode(claims)}.`),
        ]),
      ),
      "alg: none, and a good token's signature": forge.alter(([head, payload, signature]) => {
        const header = JSON.parse(Buffer.from(head, "base64url").toString());
        return `${encode({ ...header, alg: "none" })}.${payload}.${signature}`;
      }),
      "no alg": forge.sign((claims, { alg: _alg, ...header }) => `${encode(header)}.${encode(claims)}.`),
    }),
  ),
  forgery(
    "readable token",
    "tampered-payload",
    ["a token whose claims were changed after signing", "RFC 7515 §5.2"],
    (forge) => ({
      "another claim": forge.alter(([head, payload, signature]) => {
        const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
        return `${head}.${encode({ ...claims, admin: true })}.${signature}`;
      }),
    }),
  ),
  forgery(
    "readable token",
    "tampered-signature",
    ["a token whose signature was changed", "RFC 7515 §5.2"],
    (forge) => ({
      "one character": forge.alter(([head, payload, signature]) => `${head}.${payload}.${flip(signature)}`),
      "half of it": forge.alter(
        ([head, payload, signature]) => `${head}.${payload}.${signature.slice(0, signature.length / 2)}`,
      ),
    }),
  ),
  forgery("readable token", "stripped-signature", ["a token without its signature", "RFC 7515 §5.2"], (forge) => ({
    "empty signature": forge.alter(([head, payload]) => `${head}.${payload}.`),
    "no third part": forge.alter(([head, payload]) => `${head}.${payload}`),
  })),
  forgery(
    "readable token",
    "zero-signature",
    ["a token with an ECDSA signature of zeros", "FIPS 186-5 §6.4.2, RFC 7515 §5.2"],
    (forge) =>
      Object.fromEntries(
        Object.entries(zeroSignatures(forge.alg)).map(([label, signature]) => [
          label,
          forge.alter(([head, payload]) => `${head}.${payload}.${signature}`),
        ]),
      ),
    (bench) =>
      Object.hasOwn(curveOrders, algOf(bench)) ? undefined : "tokens are not signed with ECDSA on a curve of NIST",
  ),
  forgery(
    "readable token",
    "unknown-key",
    ["a token signed with a key that the service does not know", "RFC 7515 §10.3"],
    (forge) => ({
      "the same kid": forge.sign((claims, header) => forge.attacker.sign(claims, header)),
      "no kid": forge.sign((claims, { kid: _kid, ...header }) => forge.attacker.sign(claims, header)),
    }),
  ),
  forgery(
    "signing key",
    "algorithm-confusion",
    ["a token signed by HMAC with the public key as its secret", "RFC 8725 §2.1 and §3.1"],
    ({ keys, sign }) =>
      Object.fromEntries(
        Object.entries(publicKeyForms(keys.signing.key)).map(([form, secret]) => [
          `public key as ${form}`,
          sign((claims, header) => hmacToken(claims, header, secret)),
        ]),
      ),
    ({ keys }) =>
      keys?.signing.key.kty === "oct" ? "tokens are signed with a symmetric key, so there is no public one" : undefined,
  ),
];
