import type { X509Certificate } from "node:crypto";
import type { Shown } from "./certificate.ts";

/** A verdict over one side of a certificate, with a clause that says what is wrong or right. */
export interface CertificateVerdict {
  readonly way: "certificate-name" | "certificate-dates" | "certificate-chain" | "certificate-strength";
  readonly verdict: "pass" | "fail" | "inconclusive";
  readonly clause: string;
}

/** RFC 9325 §4.5, in bits. */
const minRsaBits = 2048;
const weakCurves = /^(?:secp1\d\d|prime192|sect1|brainpoolP160|brainpoolP192|wap-wsg)/;

/**
 * Judges what an instance shows by what a client relies on: the name (RFC 9110 §4.3.4), the dates (RFC 5280 §4.1.2.5), a chain
 * that leads to an authority that the client trusts (RFC 8446 §4.4.2), and keys that cannot be forged (RFC 9325 §4.5).
 * `hasAuthority`: the user said which authority is trusted; without it a private one cannot be told from a broken chain.
 */
export function judgeCertificate(shown: Shown, hasAuthority: boolean, now: Date): readonly CertificateVerdict[] {
  const { certificates, distrust, nameFault } = shown;
  const sent = certificates.filter((one) => !isRoot(one) || one === certificates[0]);
  const outdated = sent.map((one) => dateFault(one, now)).find((fault) => fault !== undefined);
  const weak = sent.map(strengthFault).find((fault) => fault !== undefined);
  return [
    verdictOf("certificate-name", nameFault, "it is made out to the name in the URL"),
    verdictOf("certificate-dates", outdated, `it is valid until ${certificates[0]?.validTo}`),
    distrust !== undefined && !hasAuthority
      ? {
          way: "certificate-chain",
          verdict: "inconclusive",
          clause: `it leads to no authority that this machine trusts (${distrust}); give the authority that signed it with --ca FILE, or as the environment's certificateAuthority`,
        }
      : verdictOf(
          "certificate-chain",
          distrust === undefined
            ? undefined
            : `what the server sends does not lead to the trusted authority (${distrust})`,
          "what the server sends leads to a trusted authority",
        ),
    verdictOf("certificate-strength", weak, "its key and signature are strong enough"),
  ];
}

function verdictOf(way: CertificateVerdict["way"], fault: string | undefined, praise: string): CertificateVerdict {
  return fault === undefined ? { way, verdict: "pass", clause: praise } : { way, verdict: "fail", clause: fault };
}

/** Nobody relies on the dates and the signature of a root: it is trusted by itself (RFC 5280 §6.1). */
function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}

function dateFault({ subject, validFromDate, validToDate }: X509Certificate, now: Date): string | undefined {
  const name = subject.replaceAll("\n", ", ");
  if (validToDate < now) return `the one of ${name} expired at ${validToDate.toISOString()}`;
  return validFromDate > now ? `the one of ${name} is not valid before ${validFromDate.toISOString()}` : undefined;
}

function strengthFault(certificate: X509Certificate): string | undefined {
  const name = certificate.subject.replaceAll("\n", ", ");
  const { asymmetricKeyType = "unknown", asymmetricKeyDetails: details = {} } = certificate.publicKey;
  const bits = details.modulusLength ?? 0;
  if (asymmetricKeyType.startsWith("rsa") && bits < minRsaBits) return `the RSA key of ${name} has ${bits} bits`;
  if (asymmetricKeyType === "dsa") return `the key of ${name} is a DSA key`;
  const curve = details.namedCurve ?? "";
  if (asymmetricKeyType === "ec" && weakCurves.test(curve)) return `the key of ${name} is on the curve ${curve}`;
  const algorithm = certificate.signatureAlgorithm ?? "";
  return !isRoot(certificate) && /sha-?1(?!\d)|md[245]/i.test(algorithm)
    ? `the certificate of ${name} is signed with ${algorithm}`
    : undefined;
}
