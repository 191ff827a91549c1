import fc from "fast-check";
import type { Reader } from "../wire/reader.ts";

/** Bytes cut into pieces at any places. */
export function inPieces(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: 12 }).map((cuts) => {
    const edges = [0, ...cuts.sort((one, other) => one - other), bytes.length];
    return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
  });
}

/** What a reader finds in pieces, with the places counted from the beginning of the stream. */
export function readAll<M>(reader: Reader<M>, pieces: readonly Buffer[]): { message: M; begin: number; end: number }[] {
  const found = [];
  let offset = 0;
  for (const piece of pieces) {
    for (const { message, begin, end } of reader.read(piece)) {
      found.push({ message, begin: begin + offset, end: end + offset });
    }
    offset += piece.length;
  }
  return found;
}
