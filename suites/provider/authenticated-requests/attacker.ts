import { randomBytes, webcrypto } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { X509CertificateGenerator } from "@peculiar/x509";
import { exportJWK, generateKeyPair } from "jose";
import type { JsonWebKeyLike } from "../../kit/identity.ts";
import { publicKey } from "../../kit/public-key.ts";
import { type JoseHeader, signToken } from "../../kit/tokens.ts";

/** Somebody with keys of their own, and a web server that gives them out to a service that asks. */
export interface Attacker {
  readonly kid: string;
  readonly publicJwk: JsonWebKeyLike;
  /** DER in base64, as `x5c` has it (RFC 7515 §4.1.6). */
  readonly certificate: string;
  readonly jwksUrl: string;
  readonly certificateUrl: string;
  /** Signs claims with an own key of the kind that the issuer uses. */
  sign(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Prepares an attacker against an issuer that signs by `alg`. The web server listens on this machine alone. */
export async function createAttacker(alg: string): Promise<Attacker> {
  const isSymmetric = alg.startsWith("HS");
  // A public key can be embedded or served whatever the issuer uses.
  const keyAlg = isSymmetric ? "ES256" : alg;
  const { kid, privateJwk, publicJwk, certificate } = await keysFor(keyAlg);
  const files: Readonly<Record<string, string>> = {
    "/jwks.json": JSON.stringify({ keys: [publicJwk] }),
    "/certificate.pem": certificate.toString("pem"),
  };
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The run must not hang on it.
  server.unref();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret: JsonWebKeyLike = { kty: "oct", k: randomBytes(64).toString("base64url") };
  return {
    kid,
    publicJwk,
    certificate: certificate.toString("base64"),
    jwksUrl: `${origin}/jwks.json`,
    certificateUrl: `${origin}/certificate.pem`,
    sign(claims, header) {
      const brings = ["jwk", "jku", "x5c", "x5u"].some((name) => Object.hasOwn(header, name));
      const own = isSymmetric && !brings ? { alg, key: secret } : { alg: keyAlg, key: privateJwk };
      return signToken(claims, { ...header, alg: own.alg } as JoseHeader, own);
    },
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}

interface AttackerKeys {
  readonly kid: string;
  readonly privateJwk: JsonWebKeyLike;
  readonly publicJwk: JsonWebKeyLike;
  readonly certificate: Awaited<ReturnType<typeof selfSign>>;
}

/** Making a key, of RSA above all, and a certificate takes long; one of each algorithm serves the whole process. */
const made = new Map<string, Promise<AttackerKeys>>();

function keysFor(alg: string): Promise<AttackerKeys> {
  const known = made.get(alg) ?? makeKeys(alg);
  made.set(alg, known);
  return known;
}

async function makeKeys(alg: string): Promise<AttackerKeys> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const kid = `tercet-${randomBytes(4).toString("hex")}`;
  const privateJwk = { ...((await exportJWK(pair.privateKey)) as JsonWebKeyLike), kid };
  return {
    kid,
    privateJwk,
    publicJwk: { ...publicKey(privateJwk), use: "sig", alg },
    certificate: await selfSign(pair),
  };
}

async function selfSign(keys: { readonly publicKey: unknown; readonly privateKey: unknown }) {
  // It is large, and only this check needs it.
  await import("reflect-metadata");
  const { X509CertificateGenerator: generator } = await import("@peculiar/x509");
  // The library names the browser's types, Node's are its own.
  type Generate = Parameters<typeof X509CertificateGenerator.createSelfSigned>;
  const crypto = webcrypto as unknown as NonNullable<Generate[1]>;
  const pair = keys as Generate[0]["keys"];
  const { name } = pair.privateKey.algorithm;
  return generator.createSelfSigned(
    {
      name: "CN=tercet",
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
      keys: pair,
      signingAlgorithm: name === "ECDSA" ? { name, hash: "SHA-256" } : pair.privateKey.algorithm,
    },
    crypto,
  );
}
