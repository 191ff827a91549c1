/** Finds which of a few known words stands in bytes. */
export interface WordMatcher {
  /** The place of the word that stands at `at`, with what closes it, or -1. Bytes go on for `longestWord` behind `at`. */
  find(view: DataView, at: number): number;
  /** By place: the bytes of the word, with what closes it. */
  readonly lengths: Uint8Array;
}

/** Bytes of the longest word that can be matched, with what closes it. */
export const longestWord = 20;

/**
 * Makes a matcher of words of ASCII that `close` ends. They are held against the bytes four at a time; the first three say
 * which words it can be.
 */
export function wordMatcher(words: readonly string[], close: string): WordMatcher {
  const encoded = words.map((word) => new TextEncoder().encode(`${word}${close}`));
  const lengths = Uint8Array.from(encoded, ({ length }) => length);
  const quads = new Int32Array(words.length * quadsOfWord);
  /** The bits of a quad that belong to the word. */
  const masks = new Int32Array(quads.length);
  const candidates = Array.from({ length: slots }, (): number[] => []);
  encoded.forEach((bytes, place) => {
    if (bytes.length < 3 || bytes.length > longestWord)
      throw new RangeError(`${words[place]} is too short or too long`);
    bytes.forEach((byte, index) => {
      const [quad, shift] = [place * quadsOfWord + (index >> 2), 8 * (index & 3)];
      quads[quad] = (quads[quad] as number) | (byte << shift);
      masks[quad] = (masks[quad] as number) | (0xff << shift);
    });
    candidates[slotOf(quads[place * quadsOfWord] as number)]?.push(place);
  });

  function stands(view: DataView, at: number, place: number): boolean {
    const length = lengths[place] as number;
    let quad = place * quadsOfWord;
    for (let offset = 0; offset < length; offset += 4, quad++) {
      if ((view.getInt32(at + offset, true) & (masks[quad] as number)) !== quads[quad]) return false;
    }
    return true;
  }

  return {
    find(view, at) {
      const places = candidates[slotOf(view.getInt32(at, true))] as number[];
      for (let index = 0; index < places.length; index++) {
        if (stands(view, at, places[index] as number)) return places[index] as number;
      }
      return -1;
    },
    lengths,
  };
}

const quadsOfWord = longestWord / 4;
const slots = 256;

/** By the first three bytes, so that a word of two with its closing mark is found as well. */
function slotOf(quad: number): number {
  return Math.imul(quad << 8, 0x9e37_79b1) >>> 24;
}
