import { exportJWK, generateKeyPair, type JWK } from "jose";
import { demoSubject } from "../../../contracts/source/shop/seeds.ts";
import { tokenProfile } from "../platform/token-profile.ts";

/** A private key and its public half, RFC 7517, with the same `kid`. */
export interface KeyPair {
  readonly private: JWK;
  readonly public: JWK;
}

/** The demo's keys: the issuer signs for whom it encrypts. */
export interface TokenKeyPairs {
  readonly signing: KeyPair;
  readonly encryption: KeyPair;
}

/** Makes the keys anew; a demo never uses old ones. */
export async function createTokenKeys(): Promise<TokenKeyPairs> {
  const [signing, encryption] = await Promise.all([
    createKeyPair(tokenProfile.signing.alg, "sig"),
    createKeyPair(tokenProfile.encryption.alg, "enc"),
  ]);
  return { signing, encryption };
}

async function createKeyPair(alg: string, use: "sig" | "enc"): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const common = { kid: `demo-${use}`, use, alg };
  return {
    private: { ...(await exportJWK(privateKey)), ...common },
    public: { ...(await exportJWK(publicKey)), ...common },
  };
}

/** What mints tokens for the demo's shopper, in the form of `--tokens FILE`. */
export function tokensFile({ signing, encryption }: TokenKeyPairs) {
  return {
    issuer: tokenProfile.issuer,
    audience: tokenProfile.audience,
    subject: demoSubject,
    lifetimeSeconds: tokenProfile.lifetimeSeconds,
    rolesClaim: tokenProfile.rolesClaim,
    signing: { ...tokenProfile.signing, key: signing.private },
    encryption: { ...tokenProfile.encryption, key: encryption.public },
  };
}
