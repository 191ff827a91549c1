/** Cuts bytes into lines as they come. */
export interface LineSplitter {
  write(bytes: Uint8Array): void;
  /** True where what was written last is not the end of a line. */
  isCutOff(): boolean;
  /** True where the line that is not ended yet is longer than it may be. */
  isTooLong(): boolean;
}

/**
 * Hands over each line that a line feed ends, from `start` to before the line feed at `end`. Nothing else ends a line (NDJSON):
 * `readline` would also cut at U+2028, which may stand in a JSON text.
 */
export function createLineSplitter(
  longestBytes: number,
  take: (bytes: Uint8Array, start: number, end: number) => void,
): LineSplitter {
  let carried: Uint8Array = new Uint8Array(0);
  return {
    write(bytes) {
      let start = 0;
      let end = bytes.indexOf(0x0a);
      // Only the line that began in an earlier part is put together; the others are taken where they lie.
      if (end >= 0 && carried.length > 0) {
        const line = Buffer.concat([carried, bytes.subarray(0, end + 1)]);
        carried = new Uint8Array(0);
        take(line, 0, line.length - 1);
        start = end + 1;
        end = bytes.indexOf(0x0a, start);
      }
      for (; end >= 0; end = bytes.indexOf(0x0a, start)) {
        take(bytes, start, end);
        start = end + 1;
      }
      carried = carried.length === 0 ? bytes.slice(start) : Buffer.concat([carried, bytes]);
    },
    isCutOff: () => carried.length > 0,
    isTooLong: () => carried.length > longestBytes,
  };
}
