/** Finds one of a few known words in bytes; -1 where none of them stands there. */
export type FindWord = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * Makes a finder for words of ASCII: the place of a word in the list, found by its length, first, middle and last byte, and then
 * held against all of its bytes. Throws where two words share a place by those.
 */
export function wordFinder(words: readonly string[]): FindWord {
  const places = new Int16Array(tableSize).fill(-1);
  const encoded = words.map((word) => new TextEncoder().encode(word));
  encoded.forEach((word, place) => {
    const slot = slotOf(word, 0, word.length);
    if (places[slot] !== -1) throw new Error(`the words ${words[places[slot] as number]} and ${words[place]} collide`);
    places[slot] = place;
  });
  return (bytes, start, end) => {
    if (start === end) return -1;
    const place = places[slotOf(bytes, start, end)] as number;
    if (place < 0) return -1;
    const word = encoded[place] as Uint8Array;
    if (word.length !== end - start) return -1;
    for (let index = 0; index < word.length; index++) if (word[index] !== bytes[start + index]) return -1;
    return place;
  };
}

const tableSize = 4096;

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] as number;
  const middle = bytes[(start + end) >> 1] as number;
  const last = bytes[end - 1] as number;
  return (first * 37 + middle * 1031 + last * 101 + (end - start) * 577) % tableSize;
}
