/** Cuts bytes into lines as they come. */
export interface LineSplitter {
  /** The bytes are not kept. */
  write(bytes: Uint8Array): void;
  /** True where what was written last is not the end of a line. */
  isCutOff(): boolean;
  /** True where the line that is not ended yet is longer than it may be. */
  isTooLong(): boolean;
}

/** Takes lines where they lie. */
export interface LineTaker {
  /** Takes the line from `start` to before the line feed at `end`. */
  take(bytes: Uint8Array, start: number, end: number): void;
  /**
   * Makes what is asked first for the line at `start` of these bytes, and finds its end by itself: it returns the place behind
   * the line feed, or -1 where it did not take the line. Behind the bytes that have come stand `lookAhead` others, the first
   * of which is 0.
   */
  readonly quick?: { readonly lookAhead: number; in(bytes: Uint8Array): (start: number) => number };
}

const firstCapacity = 64 * 1024;
const lineFeed = 0x0a;

/**
 * Hands over each line that a line feed ends. Nothing else ends a line (NDJSON): `readline` would also cut at U+2028, which may
 * stand in a JSON text.
 */
export function createLineSplitter(longestBytes: number, { take, quick }: LineTaker): LineSplitter {
  const lookAhead = quick?.lookAhead ?? 0;
  // Lines are taken from bytes of our own, so that a line always lies in one piece, with room behind it.
  let kept = new Uint8Array(firstCapacity);
  let takeQuickly = quick?.in(kept);
  let start = 0;
  let filled = 0;

  function append(bytes: Uint8Array): void {
    const needed = filled - start + bytes.length + lookAhead;
    if (needed > kept.length) {
      const larger = new Uint8Array(2 ** Math.ceil(Math.log2(needed)));
      larger.set(kept.subarray(start, filled));
      kept = larger;
      takeQuickly = quick?.in(kept);
    } else if (start > 0) kept.copyWithin(0, start, filled);
    filled -= start;
    start = 0;
    kept.set(bytes, filled);
    filled += bytes.length;
    kept[filled] = 0;
  }

  return {
    write(bytes) {
      append(bytes);
      while (start < filled) {
        const behind = takeQuickly?.(start) ?? -1;
        if (behind >= 0) {
          start = behind;
          continue;
        }
        const length = kept.subarray(start, filled).indexOf(lineFeed);
        if (length < 0) return;
        take(kept, start, start + length);
        start += length + 1;
      }
    },
    isCutOff: () => filled > start,
    isTooLong: () => filled - start > longestBytes,
  };
}
