import { statementBytes, take } from "./parts.ts";
import { createReader, type Reader } from "./reader.ts";

// The client/server protocol of MySQL (https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html) and of
// MariaDB (https://mariadb.com/docs/server/reference/clientserver-protocol).

/** A packet of this length goes on in the next one. */
const fullPacketBytes = 0xffffff;

/** A packet of either side; a payload that is continued counts as one, found with the end of its first packet. */
export interface MysqlPacket {
  /** 0: a client begins a command. */
  readonly sequence: number;
  /** Bytes of the payload; of one that is continued, those of the first packet. */
  readonly length: number;
  /** The first 64 KiB of the payload. */
  readonly payload: Buffer;
}

/** Reads packets of either side. */
export function readMysqlPackets(): Reader<MysqlPacket> {
  let continues = false;
  return createReader<MysqlPacket>(function* () {
    const header = yield* take(4);
    const length = header.readUIntLE(0, 3);
    const payload = yield* take(length, continues ? 0 : statementBytes);
    const continued = continues;
    continues = length === fullPacketBytes;
    return continued ? undefined : { sequence: header.readUInt8(3), length, payload };
  });
}

/** What of the capabilities of both sides changes how packets are read. */
export interface MysqlCapabilities {
  readonly ssl: boolean;
  readonly compressed: boolean;
  /** No EOF packet after the columns, and an OK packet in the place of the one after the rows. */
  readonly deprecatesEof: boolean;
  /** MySQL: the client may ask for rows without their columns. */
  readonly optionalMetadata: boolean;
  /** MariaDB: columns that the client knows are not sent again. */
  readonly cachesMetadata: boolean;
  /** MySQL: attributes stand before the text of a query. */
  readonly queryAttributes: boolean;
}

const flags = {
  // A server that has it is not MariaDB, and the bytes of MariaDB's own capabilities mean nothing.
  mysql: 1n << 0n,
  compress: 1n << 5n,
  ssl: 1n << 11n,
  deprecateEof: 1n << 24n,
  optionalMetadata: 1n << 25n,
  zstd: 1n << 26n,
  queryAttributes: 1n << 27n,
  cacheMetadata: 1n << 36n,
};

/** The capabilities in the first packet of a server. Throws when it speaks no version 10 of the protocol. */
export function greetingFlags({ payload }: MysqlPacket): bigint {
  if (payload[0] !== 10) throw new Error("the server does not greet with version 10 of the protocol");
  // After the version's text: 4 bytes thread, 8 bytes challenge and a filler.
  const at = payload.indexOf(0, 1) + 14;
  const basic = BigInt(payload.readUInt16LE(at)) | (BigInt(payload.readUInt16LE(at + 5)) << 16n);
  return withExtension(basic, payload.readUInt32LE(at + 14));
}

/** The capabilities in the first packet of a client. */
export function loginFlags({ payload }: MysqlPacket): bigint {
  return withExtension(BigInt(payload.readUInt32LE(0)), payload.readUInt32LE(28));
}

function withExtension(basic: bigint, extension: number): bigint {
  return (basic & flags.mysql) === 0n ? basic | (BigInt(extension) << 32n) : basic;
}

/** What both sides can do. */
export function agree(server: bigint, client: bigint): MysqlCapabilities {
  const both = server & client;
  const has = (flag: bigint) => (both & flag) !== 0n;
  return {
    ssl: has(flags.ssl),
    compressed: has(flags.compress) || has(flags.zstd),
    deprecatesEof: has(flags.deprecateEof),
    optionalMetadata: has(flags.optionalMetadata),
    cachesMetadata: has(flags.cacheMetadata),
    queryAttributes: has(flags.queryAttributes),
  };
}

/** A length-encoded integer, and where the bytes after it begin. */
export function encodedInteger(bytes: Buffer, at: number): { readonly value: number; readonly next: number } {
  const first = bytes.readUInt8(at);
  if (first < 0xfb) return { value: first, next: at + 1 };
  if (first === 0xfc) return { value: bytes.readUInt16LE(at + 1), next: at + 3 };
  if (first === 0xfd) return { value: bytes.readUIntLE(at + 1, 3), next: at + 4 };
  if (first === 0xfe) return { value: Number(bytes.readBigUInt64LE(at + 1)), next: at + 9 };
  throw new Error("a number cannot be read");
}
