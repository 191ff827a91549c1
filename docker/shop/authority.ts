const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const lifetimeDays = 90;
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** For clients whose clock is a little behind. */
const backdatedMilliseconds = 60 * 60 * 1000;

/** A certificate with its private key, both as PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority for one demo: its private key is never written anywhere. */
export interface Authority {
  /** PEM; what clients trust. */
  readonly certificate: string;
  /** Issues a server's certificate for these DNS names and IP addresses. */
  issue(names: { readonly dns: readonly string[]; readonly ip: readonly string[] }): Promise<ServerCertificate>;
}

/** Makes an authority with a new key. */
export async function createAuthority(): Promise<Authority> {
  const x509 = await loadX509();
  const keys = await generateKeys();
  const name = "CN=tercet demo authority";
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: root.toString("pem"),
    async issue({ dns, ip }) {
      const own = await generateKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${dns[0]}`,
        issuer: name,
        ...validity(),
        signingAlgorithm: algorithm,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension([
            ...dns.map((value) => ({ type: "dns" as const, value })),
            ...ip.map((value) => ({ type: "ip" as const, value })),
          ]),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      const der = await crypto.subtle.exportKey("pkcs8", own.privateKey);
      return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(der, "PRIVATE KEY") };
    },
  };
}

/** It is large, and what asks for no certificate must not wait for it. */
async function loadX509() {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  x509.cryptoProvider.set(crypto);
  return x509;
}

function generateKeys() {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function validity() {
  const now = Date.now();
  return {
    notBefore: new Date(now - backdatedMilliseconds),
    notAfter: new Date(now + lifetimeDays * dayMilliseconds),
  };
}
