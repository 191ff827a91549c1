import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { JsonWebKeyLike, TokenKeys } from "../../kit/identity.ts";

let made: Promise<TokenKeys> | undefined;

/** The keys of an issuer whose tokens are signed (ES256) and encrypted (direct, A256GCM): made once for the process. */
export function tokenKeys(): Promise<TokenKeys> {
  made ??= createTokenKeys();
  return made;
}

async function createTokenKeys(): Promise<TokenKeys> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return {
    issuer: "https://identity.parcels.example",
    audience: "parcels",
    subject: "alice",
    lifetimeSeconds: 120,
    rolesClaim: "roles",
    signing: { alg: "ES256", key: { ...((await exportJWK(privateKey)) as JsonWebKeyLike), kid: "signing-1" } },
    encryption: {
      alg: "dir",
      enc: "A256GCM",
      key: { kty: "oct", k: randomBytes(32).toString("base64url"), kid: "encryption-1" },
    },
  };
}
