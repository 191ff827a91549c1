import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { CertificatePlan } from "../tls.ts";

const dayMilliseconds = 24 * 60 * 60 * 1000;
const elliptic = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const rsa = (modulusLength: number) =>
  ({
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength,
  }) as const;
const algorithms = { "P-256": elliptic, "RSA-1024": rsa(1024), "RSA-2048": rsa(2048) } as const;
type Algorithm = (typeof algorithms)[CertificatePlan["key"]];

/** What a server shows and what its clients trust, all PEM. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

interface Issuer {
  readonly certificate: x509.X509Certificate;
  readonly keys: CryptoKeyPair;
}

let authorities: Promise<readonly [root: Issuer, intermediate: Issuer]> | undefined;

/** Issues a certificate by an authority that was itself authorized by the trusted one. */
export async function issueCertificate(plan: CertificatePlan): Promise<IssuedCertificate> {
  authorities ??= createAuthorities();
  const [root, intermediate] = await authorities;
  const algorithm = algorithms[plan.key];
  const keys = await generateKeys(algorithm);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${plan.names[0]}`,
    issuer: intermediate.certificate.subject,
    ...validity(plan.days),
    signingAlgorithm: elliptic,
    publicKey: keys.publicKey,
    signingKey: intermediate.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(plan.names.map((value) => ({ type: "dns" as const, value }))),
    ],
  });
  const sent = [certificate, ...(plan.sendsIntermediate ? [intermediate.certificate] : [])];
  const der = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    certificate: sent.map((one) => one.toString("pem")).join("\n"),
    key: x509.PemConverter.encode(der, "PRIVATE KEY"),
    authority: root.certificate.toString("pem"),
  };
}

async function createAuthorities(): Promise<readonly [Issuer, Issuer]> {
  x509.cryptoProvider.set(crypto);
  const root = await createAuthority("CN=parcels root", undefined);
  return [root, await createAuthority("CN=parcels authority", root)];
}

async function createAuthority(subject: string, issuer: Issuer | undefined): Promise<Issuer> {
  const keys = await generateKeys(elliptic);
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    ...validity([-365, 365]),
    signingAlgorithm: elliptic,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return { certificate, keys };
}

function generateKeys(algorithm: Algorithm): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function validity([from, until]: CertificatePlan["days"]) {
  const now = Date.now();
  return { notBefore: new Date(now + from * dayMilliseconds), notAfter: new Date(now + until * dayMilliseconds) };
}
