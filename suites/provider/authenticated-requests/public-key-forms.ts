import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import type { JsonWebKeyLike } from "../../kit/identity.ts";
import { publicKey } from "../../kit/public-key.ts";

/** The forms in which a service may hold its verification key, and thus mistake it for a secret. */
export function publicKeyForms(key: JsonWebKeyLike): Readonly<Record<string, string | Buffer>> {
  const jwk = publicKey(key);
  const object = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
  const spki = object.export({ type: "spki", format: "pem" }).toString();
  return {
    PEM: spki,
    "PEM without the last newline": spki.trimEnd(),
    DER: object.export({ type: "spki", format: "der" }),
    JWK: JSON.stringify(jwk),
    "JWK, required members only": JSON.stringify(object.export({ format: "jwk" })),
    ...rsaForms(object),
  };
}

/** RSA keys have a form of their own, RFC 8017 appendix A.1.1. */
function rsaForms(key: KeyObject): Record<string, string | Buffer> {
  if (key.asymmetricKeyType !== "rsa") return {};
  return {
    "PKCS #1 PEM": key.export({ type: "pkcs1", format: "pem" }).toString(),
    "PKCS #1 DER": key.export({ type: "pkcs1", format: "der" }),
  };
}
