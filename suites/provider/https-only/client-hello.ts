import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { CipherSuite } from "./cipher-suites.ts";

/** Protocol versions as they stand in a hello, RFC 6101 and RFC 5246 §E.1. */
export const versions = { "SSL 3.0": 0x0300, "TLS 1.0": 0x0301, "TLS 1.1": 0x0302, "TLS 1.2": 0x0303 } as const;

/** Extensions by their number (IANA, TLS ExtensionType Values). */
const extensionTypes = {
  serverName: 0,
  groups: 10,
  pointFormats: 11,
  signatures: 13,
  masterSecret: 23,
  renegotiation: 0xff01,
};
/** x25519, secp256r1, secp384r1, secp521r1. */
const groups = [29, 23, 24, 25];
/** ECDSA, RSA-PSS and RSA with SHA-2, then ECDSA and RSA with SHA-1: whatever the server has a key for. */
const signatures = [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201];

/**
 * The first message of a handshake (RFC 5246 §7.4.1.2) that offers one version and these suites alone, made by hand: no
 * TLS library still offers what must be refused.
 */
export function clientHello(version: number, suites: readonly CipherSuite[], host: string): Buffer {
  const body = Buffer.concat([
    uint(2, version),
    randomBytes(32),
    uint(1, 0),
    list(
      2,
      suites.map(([code]) => uint(2, code)),
    ),
    list(1, [uint(1, 0)]),
    ...(version === versions["SSL 3.0"] ? [] : [list(2, extensionsOf(version, host))]),
  ]);
  const handshake = Buffer.concat([uint(1, 1), uint(3, body.length), body]);
  // Servers of every version take the record of the first hello with TLS 1.0 on it (RFC 5246 §E.1).
  const record = Math.min(version, versions["TLS 1.0"]);
  return Buffer.concat([uint(1, 22), uint(2, record), uint(2, handshake.length), handshake]);
}

function extensionsOf(version: number, host: string): readonly Buffer[] {
  // RFC 6066 §3: an address is no server name.
  const name = isIP(host) === 0 ? [Buffer.concat([uint(1, 0), list(2, [Buffer.from(host)])])] : undefined;
  return [
    ...(name === undefined ? [] : [extension(extensionTypes.serverName, list(2, name))]),
    extension(
      extensionTypes.groups,
      list(
        2,
        groups.map((group) => uint(2, group)),
      ),
    ),
    extension(extensionTypes.pointFormats, list(1, [uint(1, 0)])),
    ...(version < versions["TLS 1.2"]
      ? []
      : [
          extension(
            extensionTypes.signatures,
            list(
              2,
              signatures.map((one) => uint(2, one)),
            ),
          ),
        ]),
    extension(extensionTypes.masterSecret, Buffer.alloc(0)),
    extension(extensionTypes.renegotiation, uint(1, 0)),
  ];
}

function extension(type: number, content: Buffer): Buffer {
  return Buffer.concat([uint(2, type), uint(2, content.length), content]);
}

/** A vector: its length in so many bytes, and what is in it (RFC 5246 §4.3). */
function list(lengthBytes: number, items: readonly Buffer[]): Buffer {
  const content = Buffer.concat(items);
  return Buffer.concat([uint(lengthBytes, content.length), content]);
}

function uint(bytes: number, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}
