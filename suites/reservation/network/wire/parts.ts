import type { Demand } from "./reader.ts";

/** Asks for so many bytes, of which the first `kept` are handed over. */
export function* take(bytes: number, kept = bytes): Generator<Demand, Buffer, Buffer> {
  return yield { bytes, kept };
}

/** Asks for a line of at most `longest` bytes, and hands it over without its end (CR LF or LF). */
export function* takeLine(longest: number): Generator<Demand, string, Buffer> {
  const line = (yield { longest }).toString("latin1");
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** The text up to a zero byte, and where the bytes after it begin; a text that was not kept whole ends with the bytes. */
export function zeroEnded(bytes: Buffer, from = 0): { readonly text: string; readonly next: number } {
  const zero = bytes.indexOf(0, from);
  const end = zero < 0 ? bytes.length : zero;
  return { text: bytes.toString("utf8", from, end), next: end + 1 };
}

/** A TLS record of the handshake begins with this byte (RFC 8446 §5.1). */
export const tlsHandshake = 0x16;

/** Of a statement or command, so much is read. What is longer passes through, and its head speaks for it. */
export const statementBytes = 64 * 1024;
