import { reasonOf } from "../../../../contracts/index.ts";

/** What a parser needs next. */
export type Demand =
  /** So many bytes; only the first `kept` of them are handed over, so that a large message is never in memory. */
  | { readonly bytes: number; readonly kept: number }
  /** All up to a line feed, which is not handed over; more than `longest` bytes break the protocol. */
  | { readonly longest: number };

/**
 * Reads one message, written as if all its bytes were there; a message that is of no interest is undefined. What it
 * throws says how the protocol was broken.
 */
export type Parser<M> = () => Generator<Demand, M | undefined, Buffer>;

/** A message, and where it lies in the piece that ended it; `begin` is negative where it began in an earlier piece. */
export interface Found<M> {
  readonly message: M;
  readonly begin: number;
  readonly end: number;
}

/** Finds messages in a stream that comes in pieces. */
export interface Reader<M> {
  /** The messages that end in this piece. Never throws; after the protocol was broken there are none any more. */
  read(piece: Buffer): Found<M>[];
  /** How the protocol was broken; undefined as long as it is kept. */
  readonly broken: string | undefined;
}

/** Makes a reader that runs the parser again for each message. Its memory is what the parser asks to have kept. */
export function createReader<M>(parser: Parser<M>): Reader<M> {
  let parsing = parser();
  let demand: Demand | undefined;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let seenBytes = 0;
  let begin = 0;
  let broken: string | undefined;

  /** Takes what the demand needs from `piece` at `from`; true once it is met. */
  const take = (piece: Buffer, from: number, wanted: Demand): { next: number; met: boolean } => {
    if ("longest" in wanted) {
      const feed = piece.indexOf(0x0a, from);
      const end = feed < 0 ? piece.length : feed;
      if (keptBytes + end - from > wanted.longest) throw new Error(`a line is longer than ${wanted.longest} bytes`);
      keep(piece.subarray(from, end));
      return { next: feed < 0 ? end : feed + 1, met: feed >= 0 };
    }
    const end = Math.min(piece.length, from + wanted.bytes - seenBytes);
    const rest = Math.min(wanted.kept, wanted.bytes) - keptBytes;
    if (rest > 0) keep(piece.subarray(from, Math.min(end, from + rest)));
    seenBytes += end - from;
    return { next: end, met: seenBytes === wanted.bytes };
  };
  const keep = (bytes: Buffer) => {
    if (bytes.length > 0) kept.push(bytes);
    keptBytes += bytes.length;
  };
  const handOver = (): Buffer => {
    const bytes = kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept);
    kept = [];
    keptBytes = 0;
    seenBytes = 0;
    return bytes;
  };

  const readAll = (piece: Buffer, found: Found<M>[]) => {
    let at = 0;
    for (;;) {
      if (demand === undefined) {
        // The first demand of a message is asked for late: the messages before may have changed what is expected.
        if (at === piece.length) break;
        demand = parsing.next().value as Demand;
      }
      const { next, met } = take(piece, at, demand);
      at = next;
      if (!met) break;
      const step = parsing.next(handOver());
      if (!step.done) {
        demand = step.value;
        continue;
      }
      if (step.value !== undefined) found.push({ message: step.value, begin, end: at });
      begin = at;
      parsing = parser();
      demand = undefined;
    }
    begin -= piece.length;
  };

  return {
    read(piece) {
      const found: Found<M>[] = [];
      if (broken !== undefined) return found;
      try {
        readAll(piece, found);
      } catch (error) {
        broken = reasonOf(error);
        kept = [];
      }
      return found;
    },
    get broken() {
      return broken;
    },
  };
}
