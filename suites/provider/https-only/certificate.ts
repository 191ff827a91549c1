import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { checkServerIdentity, connect, type DetailedPeerCertificate, type PeerCertificate } from "node:tls";
import { type Instance, instanceName, portOf } from "../../kit/instance.ts";
import { NoAnswer } from "../../kit/no-answer.ts";
import { hostOf } from "./offer.ts";

const handshakeMilliseconds = 5000;

/** What an instance shows of itself in a handshake. */
export interface Shown {
  /** The server's own certificate first, then what it sent with it. */
  readonly certificates: readonly X509Certificate[];
  /** OpenSSL's code for why the chain does not lead to a trusted authority; undefined where it does. */
  readonly distrust: string | undefined;
  /** Why the certificate is not one for the name in the URL (RFC 9110 §4.3.4); undefined where it is. */
  readonly nameFault: string | undefined;
}

/** Shakes hands with an instance whatever its certificate is, and hangs up. Throws `NoAnswer` where there is no handshake. */
export function showCertificate(instance: Instance, certificateAuthority: string | undefined): Promise<Shown> {
  const host = hostOf(instance.url);
  return new Promise((resolve, reject) => {
    let isConnected = false;
    const fail = (reason: string) => {
      clearTimeout(deadline);
      socket.destroy();
      const what = isConnected ? "does not speak TLS 1.2 or 1.3" : "cannot be reached";
      const message = `${instanceName(instance)} ${what} (${reason}); check the URL and that the service is running.`;
      reject(new NoAnswer("unreachable", message));
    };
    const socket = connect({
      host: instance.address ?? host,
      port: portOf(instance.url),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
      rejectUnauthorized: false,
      // A key that is too short is to be seen, and judged here.
      ciphers: "DEFAULT@SECLEVEL=0",
      minVersion: "TLSv1.2",
    });
    // Not the socket's own time-out, which begins again with each byte that drips in.
    const deadline = setTimeout(() => fail(`no handshake within ${handshakeMilliseconds} ms`), handshakeMilliseconds);
    socket.on("connect", () => {
      isConnected = true;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    socket.on("secureConnect", () => {
      clearTimeout(deadline);
      const own = socket.getPeerCertificate(true);
      const distrust = socket.authorizationError as unknown;
      resolve({
        certificates: chainOf(own),
        distrust: isUntrusted(distrust) ? codeOf(distrust) : undefined,
        nameFault: nameFaultOf(host, own),
      });
      socket.destroy();
    });
  });
}

function nameFaultOf(host: string, certificate: PeerCertificate): string | undefined {
  if (checkServerIdentity(host, certificate) === undefined) return undefined;
  const names = certificate.subjectaltname ?? `no name but ${certificate.subject?.CN ?? "none"}`;
  return `it is made out to ${names}`;
}

/** The name and the dates are judged on their own. */
function isUntrusted(error: unknown): boolean {
  const judgedApart = ["ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"];
  return error !== null && error !== undefined && !judgedApart.includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return typeof error === "string" ? error : String((error as NodeJS.ErrnoException).code ?? error);
}

/** Each certificate that was sent, or stands in the given authority, once; a root is its own issuer. */
function chainOf(own: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  for (let one = own; one?.raw !== undefined && !seen.has(one.fingerprint256); one = one.issuerCertificate) {
    seen.add(one.fingerprint256);
    chain.push(new X509Certificate(one.raw));
  }
  return chain;
}
