/**
 * The number that stands for a text in columns: equal texts have equal numbers, and none is 0, which stands for no text.
 * 53 bits of two multiplicative hashes (FNV-1a and a second one) over its UTF-8 bytes, so that no table of all texts has to
 * be kept, however long a history is; two texts of one job that share a number are not to be expected (2⁻⁵³ for a pair).
 */
export function identityOf(text: string): number {
  const bytes = encoder.encode(text);
  return identityOfBytes(bytes, 0, bytes.length);
}

/** The same for a text that lies in bytes, from `start` to before `end`. */
export function identityOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let index = start; index < end; index++) {
    const byte = bytes[index] as number;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x5bd1e995) ^ (low >>> 15);
  }
  low ^= low >>> 13;
  return (high >>> 0) * 0x20_0000 + (low >>> 11) || 1;
}

const encoder = new TextEncoder();
