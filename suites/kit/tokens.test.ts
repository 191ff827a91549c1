import {
  compactDecrypt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
} from "jose";
import { describe, expect, test } from "vitest";
import type { JsonWebKeyLike, TokenKeys } from "./identity.ts";
import { publicKey } from "./public-key.ts";
import { mintToken } from "./tokens.ts";

const identity = { subject: "alice", roles: ["customer"] };

async function keysFor(alg: string): Promise<TokenKeys> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const key = { ...((await exportJWK(pair.privateKey)) as JsonWebKeyLike), kid: "k1" };
  return {
    issuer: "https://issuer",
    audience: "shop",
    subject: "alice",
    lifetimeSeconds: 60,
    rolesClaim: "roles",
    signing: { alg, key },
  };
}

const verify = async (token: string, { signing }: TokenKeys) =>
  jwtVerify(token, await importJWK(publicKey(signing.key) as JWK, signing.alg), {
    issuer: "https://issuer",
    audience: "shop",
  });

describe("mintToken", () => {
  test.each(["ES256", "RS256", "PS256", "EdDSA"])("mints what a library verifies: %s", async (alg) => {
    const keys = await keysFor(alg);
    const { payload, protectedHeader } = await verify(await mintToken(keys, identity), keys);
    expect(protectedHeader).toEqual({ alg, typ: "JWT", kid: "k1" });
    expect(payload).toMatchObject({ sub: "alice", roles: ["customer"] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  test("writes the claim scope as words separated by spaces", async () => {
    const keys = { ...(await keysFor("ES256")), rolesClaim: "scope" };
    const token = await mintToken(keys, { subject: "alice", roles: ["read", "write"] });
    expect((await verify(token, keys)).payload.scope).toBe("read write");
  });

  test.each(["ECDH-ES+A256KW", "RSA-OAEP-256"])("nests the signed token in an encrypted one: %s", async (alg) => {
    const pair = await generateKeyPair(alg, { extractable: true });
    // A private key in the file must not hinder; only its public half is used.
    const key = { ...((await exportJWK(pair.privateKey)) as JsonWebKeyLike), kid: "e1" };
    const keys = { ...(await keysFor("ES256")), encryption: { alg, enc: "A256GCM", key } };
    const token = await mintToken(keys, identity);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg, enc: "A256GCM", cty: "JWT", kid: "e1" });
    const { plaintext } = await compactDecrypt(token, pair.privateKey);
    expect((await verify(new TextDecoder().decode(plaintext), keys)).payload.sub).toBe("alice");
  });

  test("leaves a claim out that is changed to undefined", async () => {
    const keys = await keysFor("ES256");
    const { payload } = await verify(await mintToken(keys, identity, { claims: { exp: undefined } }), keys);
    expect(payload).not.toHaveProperty("exp");
  });
});
