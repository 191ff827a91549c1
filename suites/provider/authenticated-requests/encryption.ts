import type { Forge } from "./forge.ts";
import { flip } from "./signatures.ts";
import { forgery, type Way } from "./way.ts";

/** The five parts of a compact JWE, RFC 7516 §7.1: header, encrypted key, initialization vector, ciphertext, tag. */
const changePart = ({ good }: Forge, index: number, change: (part: string) => string) =>
  good()
    .split(".")
    .map((part, position) => (position === index ? change(part) : part))
    .join(".");

/** Adds a parameter: the header is protected, so that even a harmless change must be noticed. */
function withParameter(part: string): string {
  const header = JSON.parse(Buffer.from(part, "base64url").toString());
  return Buffer.from(JSON.stringify({ ...header, tercet: true })).toString("base64url");
}

/** Tokens that were changed after encryption, or whose encryption stands in for a signature. */
export const encryptionForgeries: readonly Way[] = [
  forgery(
    "signing key",
    "tampered-ciphertext",
    ["an encrypted token that was changed on its way", "RFC 7516 §5.2"],
    (forge) => ({
      ciphertext: changePart(forge, 3, flip),
      "authentication tag": changePart(forge, 4, flip),
      "protected header": changePart(forge, 0, withParameter),
    }),
    ({ keys }) => (keys?.encryption === undefined ? "tokens are not encrypted here" : undefined),
  ),
  forgery(
    "signing key",
    "encrypted-not-signed",
    ["claims that are encrypted and not signed", "RFC 7519 §11.2, RFC 8725 §3.2"],
    (forge) => ({ "a JWE around bare claims": forge.sign((claims) => JSON.stringify(claims)) }),
    ({ keys }) => (keys?.encryption === undefined ? "tokens are not encrypted here" : undefined),
  ),
];
