/**
 * The number that stands for a text in columns: equal texts have equal numbers, and none is 0, which stands for no text.
 * 53 bits of a hash over its UTF-8 bytes, so that no table of all texts has to be kept, however long a history is; two
 * texts of one job that share a number are not to be expected (2⁻⁵³ for a pair).
 */
export function identityOf(text: string): number {
  const bytes = encoder.encode(text);
  const padded = new DataView(new ArrayBuffer(bytes.length + 4));
  new Uint8Array(padded.buffer).set(bytes);
  let first = firstSeed;
  let second = secondSeed;
  for (let at = 0; at < bytes.length; at += 4) {
    const word = padded.getInt32(at, true);
    first = mixFirst(first, word);
    second = mixSecond(second, word);
  }
  return finish(first, second, bytes.length);
}

// The hash has two halves, so that 32-bit arithmetic does, and takes four bytes at a time (little endian, the last ones
// filled up with zeros). A multiplication spreads a difference upwards only; the second half takes each word turned by 16
// bits, so that what one of the halves hardly spreads, the other one does.

/** What the halves begin with. */
export const firstSeed = 0x2545_f491;
export const secondSeed = 0x4f6c_dd1d;

/** The first half with four more bytes. */
export function mixFirst(half: number, word: number): number {
  const mixed = Math.imul(half ^ word, 0x9e37_79b1);
  return (mixed << 13) | (mixed >>> 19);
}

/** The second half with the same four bytes. */
export function mixSecond(half: number, word: number): number {
  const mixed = Math.imul(half ^ ((word << 16) | (word >>> 16)), 0x85eb_ca77);
  return (mixed << 17) | (mixed >>> 15);
}

/** The identity of a text of so many bytes that both halves have taken. */
export function finish(first: number, second: number, length: number): number {
  const high = Math.imul(first ^ (second >>> 15) ^ length, 0xc2b2_ae3d);
  const low = Math.imul(second ^ (high >>> 13), 0x27d4_eb2f);
  return ((high ^ (low >>> 16)) >>> 0) * 0x20_0000 + (low >>> 11) || 1;
}

const encoder = new TextEncoder();
