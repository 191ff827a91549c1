import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { TlsOptions } from "node:tls";

/** How a certificate is issued. */
export interface CertificatePlan {
  readonly names: readonly string[];
  /** From when to when it is valid, in days from now. */
  readonly days: readonly [from: number, until: number];
  readonly key: "P-256" | "RSA-1024" | "RSA-2048";
  /** Whether the server sends the authority between its own certificate and the trusted one along with it. */
  readonly sendsIntermediate: boolean;
}

/** How the provider's connections are secured; a fault replaces one part. */
export interface TlsParts {
  /** Which versions and suites are agreed on. */
  readonly options: TlsOptions;
  readonly certificate: CertificatePlan;
  /** The value of Strict-Transport-Security (RFC 6797 §6.1) for a status; undefined: none is sent. */
  policy(status: number): string | undefined;
  /** What is done with a connection that begins with something that is no TLS; `http` would serve it. */
  plain(socket: Socket, http: Server): void;
}

/** The name by which the provider is reached over HTTPS. */
export const providerName = "parcels.example";

/** The correct parts. */
export const tls: TlsParts = {
  options: { minVersion: "TLSv1.2" },
  certificate: { names: [providerName], days: [-1, 30], key: "P-256", sendsIntermediate: true },
  policy: () => "max-age=31536000; includeSubDomains",
  plain: (socket) => void socket.destroy(),
};
