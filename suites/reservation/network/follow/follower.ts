import { reasonOf } from "../../../../contracts/index.ts";
import type { Found, Reader } from "../wire/reader.ts";

/** A commit that a worker sends. */
export interface FoundCommit {
  /** Where in the piece the message begins that lets the store commit; negative: in an earlier piece. */
  readonly begin: number;
  /** The number of the answer that will say what became of it. */
  readonly answer: number;
  /**
   * What is committed: of a transaction all its statements, joined by `;` and a line feed, with COMMIT as the last; else
   * the one statement, command or request. Its first 64 Ki characters.
   */
  readonly statement: string;
  /** False: it calls functions, of which nobody can know whether they write. */
  readonly certain: boolean;
}

/**
 * What an answer says of its commit: it took effect; it was refused, or changed nothing; or the store waits for data of
 * the worker before it goes on.
 */
export type CommitOutcome = "took-effect" | "nothing" | "waits";

/** A place in a piece from the store. */
export interface AnswerPart {
  /** The number of the answer to which the bytes up to `end` belong. */
  readonly answer: number;
  readonly end: number;
  /** What was decided here, if a commit hangs on the answer. */
  readonly outcome: CommitOutcome | undefined;
}

/** Follows the two streams of one connection, and sees commits and what becomes of them. It never throws. */
export interface Follower {
  /** The commits that end in this piece of the worker's. */
  fromWorker(piece: Buffer): FoundCommit[];
  /** The places in this piece of the store's where an answer ends or is decided. */
  fromStore(piece: Buffer): AnswerPart[];
  /** The number of the answer to which the next byte of the store belongs. */
  readonly answer: number;
  /** Why no commit can be seen here any more; undefined as long as they can. */
  readonly blind: string | undefined;
}

/** What a protocol makes of messages. Where it throws, the reason is why the follower is blind from then on. */
export interface Protocol<Request, Answer> {
  readonly requests: Reader<Request>;
  readonly answers: Reader<Answer>;
  onRequest(found: Found<Request>): FoundCommit | undefined;
  onAnswer(found: Found<Answer>): AnswerPart | undefined;
  /** The number of the answer under way. */
  answer(): number;
}

/** Makes a follower of a protocol. */
export function createFollower<Request, Answer>(protocol: Protocol<Request, Answer>): Follower {
  let blind: string | undefined;
  const readAll = <M, R>(reader: Reader<M>, piece: Buffer, onMessage: (found: Found<M>) => R | undefined): R[] => {
    const results: R[] = [];
    if (blind !== undefined) return results;
    try {
      for (const found of reader.read(piece)) {
        const result = onMessage(found);
        if (result !== undefined) results.push(result);
      }
      blind = reader.broken;
    } catch (error) {
      blind = reasonOf(error);
    }
    return results;
  };
  return {
    fromWorker: (piece) => readAll(protocol.requests, piece, protocol.onRequest),
    fromStore: (piece) => readAll(protocol.answers, piece, protocol.onAnswer),
    get answer() {
      return protocol.answer();
    },
    get blind() {
      return blind;
    },
  };
}

/** Why a connection cannot be followed although it keeps its protocol. */
export const blindness = {
  encrypted: "it is encrypted (connect without TLS)",
  compressed: "it is compressed (connect without compression)",
  unasked: "the store answered what nobody had asked",
  http2: "it speaks HTTP/2, as gRPC does (use the JSON gateway over HTTP/1.1)",
};
