import { FlattenedSign, importJWK, type JWK } from "jose";
import { type JoseHeader, signToken } from "../../kit/tokens.ts";
import type { Claims, Forge } from "./forge.ts";
import { hmacToken } from "./signatures.ts";
import { forgery, type Way } from "./way.ts";

/** An extension that no service can know, so that it must refuse the token (RFC 7515 §4.1.11). */
const unknownExtension = "https://tercet.example/unknown-extension";

/** A secret that a SQL injection in `kid` would make the service use. */
const injectedSecret = "tercet";

const byAttacker = ({ attacker, sign }: Forge, parameters: Readonly<Record<string, unknown>>) =>
  sign((claims, header) => attacker.sign(claims, { ...header, ...parameters }));

const bySecret = ({ sign }: Forge, kid: string, secret: string) =>
  sign((claims, header) => hmacToken(claims, { ...header, kid }, secret));

const byIssuer = ({ keys, sign }: Forge, change: (header: JoseHeader) => JoseHeader) =>
  sign((claims, header) => signToken(claims, change(header), keys.signing));

/** What a verifier that passes over `b64` takes for a good token: the payload is no JSON, but its encoded form. */
async function unencoded({ keys }: Forge, claims: Claims, header: JoseHeader): Promise<string> {
  const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
  const { alg, key } = keys.signing;
  const jws = await new FlattenedSign(Buffer.from(payload))
    .setProtectedHeader({ ...header, b64: false, crit: ["b64"] })
    .sign(await importJWK(key as JWK, alg));
  return `${jws.protected}.${payload}.${jws.signature}`;
}

/** Tokens whose header tells the service where to find the key, or what it must understand. */
export const headerForgeries: readonly Way[] = [
  forgery(
    "readable token",
    "kid-path-traversal",
    ["a token whose kid names a file (/dev/null: an empty key)", "RFC 8725 §3.10"],
    (forge) => ({
      "up from a folder": bySecret(forge, "../../../../../../../../dev/null", ""),
      "absolute path": bySecret(forge, "/dev/null", ""),
      "signed with an own key": byAttacker(forge, { kid: "../../../../../../../../dev/null" }),
    }),
  ),
  forgery(
    "readable token",
    "kid-sql-injection",
    ["a token whose kid is SQL that gives a known secret", "RFC 8725 §3.10"],
    (forge) => ({
      "UNION SELECT": bySecret(forge, `x' UNION SELECT '${injectedSecret}' -- `, injectedSecret),
      "OR 1=1": byAttacker(forge, { kid: "x' OR '1'='1" }),
    }),
  ),
  forgery(
    "readable token",
    "embedded-key",
    ["a token that brings its own key", "RFC 7515 §4.1.3 and §4.1.6, RFC 8725 §3.10"],
    (forge) => ({
      jwk: byAttacker(forge, { jwk: forge.attacker.publicJwk }),
      "jwk with a kid of its own": byAttacker(forge, { jwk: forge.attacker.publicJwk, kid: forge.attacker.kid }),
      x5c: byAttacker(forge, { x5c: [forge.attacker.certificate] }),
    }),
  ),
  forgery(
    "readable token",
    "jku-injection",
    ["a token that names the URL of its key", "RFC 7515 §4.1.2, RFC 8725 §3.10"],
    (forge) => ({
      "the same kid": byAttacker(forge, { jku: forge.attacker.jwksUrl }),
      "a kid of its own": byAttacker(forge, { jku: forge.attacker.jwksUrl, kid: forge.attacker.kid }),
    }),
  ),
  forgery(
    "readable token",
    "x5u-injection",
    ["a token that names the URL of its certificate", "RFC 7515 §4.1.5, RFC 8725 §3.10"],
    (forge) => ({ x5u: byAttacker(forge, { x5u: forge.attacker.certificateUrl }) }),
  ),
  forgery(
    "signing key",
    "unknown-critical-header",
    ["a token with a critical header parameter that must stop it", "RFC 7515 §4.1.11"],
    (forge) => ({
      "crit: an unknown one": byIssuer(forge, (header) => ({
        ...header,
        crit: [unknownExtension],
        [unknownExtension]: true,
      })),
      "crit: b64 (RFC 7797 §7)": forge.sign((claims, header) => unencoded(forge, claims, header)),
    }),
  ),
];
