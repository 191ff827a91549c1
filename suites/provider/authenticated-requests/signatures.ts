import { createHmac } from "node:crypto";
import { type JoseHeader, signToken } from "../../kit/tokens.ts";
import { publicKeyForms } from "./public-key-forms.ts";
import { type Forge, forgery, type Way } from "./way.ts";

type Claims = Readonly<Record<string, unknown>>;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A compact JWS (RFC 7515 §7.1) whose signature is HMAC-SHA256 under any secret, also an empty one. */
export function hmacToken(claims: Claims, header: Omit<JoseHeader, "alg">, secret: string | Uint8Array): string {
  const input = `${encode({ ...header, alg: "HS256" })}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** Signs as the issuer does, then changes the parts of the JWS. */
const afterSigning = ({ keys, mint }: Forge, change: (parts: [string, string, string]) => string) =>
  mint({
    sign: async (claims, header) => {
      const [head = "", payload = "", signature = ""] = (await signToken(claims, header, keys.signing)).split(".");
      return change([head, payload, signature]);
    },
  });

/** Changes a character in the middle: the bits of the last one do not all count. */
export function flip(part: string): string {
  const middle = Math.floor(part.length / 2);
  return `${part.slice(0, middle)}${part[middle] === "A" ? "B" : "A"}${part.slice(middle + 1)}`;
}

/** Tokens whose signature is missing, wrong, or made with a key that the service must not take. */
export const signatureForgeries: readonly Way[] = [
  forgery("unsigned-token", "an unsigned token (alg: none)", "RFC 7519 §6, RFC 8725 §3.2", ({ mint }) =>
    Object.fromEntries(
      ["none", "None", "NONE", "nOnE"].map((alg) => [
        `alg: ${alg}`,
        mint({ sign: (claims, header) => `${encode({ ...header, alg })}.${encode(claims)}.` }),
      ]),
    ),
  ),
  forgery("tampered-payload", "a token whose claims were changed after signing", "RFC 7515 §5.2", (forge) => ({
    "another claim": afterSigning(forge, ([head, payload, signature]) => {
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
      return `${head}.${encode({ ...claims, admin: true })}.${signature}`;
    }),
  })),
  forgery("tampered-signature", "a token whose signature was changed", "RFC 7515 §5.2", (forge) => ({
    "one character": afterSigning(forge, ([head, payload, signature]) => `${head}.${payload}.${flip(signature)}`),
    "half of it": afterSigning(
      forge,
      ([head, payload, signature]) => `${head}.${payload}.${signature.slice(0, signature.length / 2)}`,
    ),
  })),
  forgery("stripped-signature", "a token without its signature", "RFC 7515 §5.2", (forge) => ({
    "empty signature": afterSigning(forge, ([head, payload]) => `${head}.${payload}.`),
    "no third part": afterSigning(forge, ([head, payload]) => `${head}.${payload}`),
  })),
  forgery("unknown-key", "a token signed with a key that the service does not know", "RFC 7515 §10.3", (forge) => ({
    "the same kid": forge.mint({ sign: (claims, header) => forge.attacker.sign(claims, header) }),
    "no kid": forge.mint({ sign: (claims, { kid: _kid, ...header }) => forge.attacker.sign(claims, header) }),
  })),
  forgery(
    "algorithm-confusion",
    "a token signed by HMAC with the public key as its secret",
    "RFC 8725 §2.1 and §3.1",
    ({ keys, mint }) =>
      Object.fromEntries(
        Object.entries(publicKeyForms(keys.signing.key)).map(([form, secret]) => [
          `public key as ${form}`,
          mint({ sign: (claims, header) => hmacToken(claims, header, secret) }),
        ]),
      ),
    (_contract, { signing }) =>
      signing.key.kty === "oct" ? "tokens are signed with a symmetric key, so there is no public one" : undefined,
  ),
];
