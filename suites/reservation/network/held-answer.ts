import type { Loss } from "./losses.ts";

const mostHeldBytes = 1024 * 1024;

/** The answer of a commit, held back until it tells what became of the commit. */
export interface HeldAnswer {
  readonly loss: Loss;
  /** What was committed, in words. */
  readonly statement: string;
  /** Its number among the answers of its connection. */
  readonly answer: number;
  add(bytes: Buffer): void;
  /** What is held, which is held no longer; undefined where it was too much to be kept. */
  release(): Buffer | undefined;
}

/** Holds nothing yet; an answer of more than 1 MiB is dropped at once. */
export function createHeldAnswer(loss: Loss, statement: string, answer: number): HeldAnswer {
  let held: Buffer[] = [];
  let bytes = 0;
  return {
    loss,
    statement,
    answer,
    add(piece) {
      bytes += piece.length;
      if (bytes > mostHeldBytes) held = [];
      else held.push(piece);
    },
    release() {
      if (bytes > mostHeldBytes) return undefined;
      const released = Buffer.concat(held);
      held = [];
      bytes = 0;
      return released;
    },
  };
}
