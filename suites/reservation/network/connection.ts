import { Socket } from "node:net";
import type { CommitOutcome, Follower, FoundCommit } from "./follow/follower.ts";
import { createHeldAnswer, type HeldAnswer } from "./held-answer.ts";
import { createLane, type LaneConditions } from "./lane.ts";
import type { Losses } from "./losses.ts";
import { resetSocket } from "./reset-socket.ts";

/** A pipeline that is longer is not looked through. */
const mostSentMeanwhile = 1_000;

/** A connection of a worker, and the one to the store that belongs to it. */
export interface Connection {
  /** Settles when both are closed. */
  readonly closed: Promise<void>;
  /** Resets both. */
  reset(): void;
  /** Ends the one to the store; nothing reaches the worker any more. */
  halfOpen(): void;
  /** The conditions are well again: goes on where nothing was lost, else is reset. */
  heal(): void;
}

/** Connects a worker to the store, or, without a `node`, leaves it alone with its bytes as `halfOpen` does. */
export function createConnection(options: {
  readonly worker: Socket;
  readonly node: { readonly host: string; readonly port: number } | undefined;
  readonly toStore: LaneConditions;
  readonly toWorker: LaneConditions;
  readonly follower: Follower;
  readonly losses: Losses;
}): Connection {
  const { worker, node, follower, losses } = options;
  const store = new Socket({ allowHalfOpen: true });
  store.setNoDelay(true);
  const toStore = createLane(worker, store, options.toStore);
  const toWorker = createLane(store, worker, options.toWorker);
  let holding: HeldAnswer | undefined;
  /** Commits that were sent while the answer of an earlier one is held. */
  let sentMeanwhile: FoundCommit[] = [];
  let isCut = false;

  const dropHeld = () => {
    holding?.loss.rearm();
    holding = undefined;
  };
  /** To the worker it is a reset connection; the store hears the end of it, after what it was sent. */
  const cut = () => {
    isCut = true;
    dropHeld();
    toStore.end();
    toWorker.reset();
  };
  const reset = () => {
    dropHeld();
    resetSocket(worker);
    resetSocket(store);
  };
  /** What is held goes on to the worker. */
  const release = () => {
    const bytes = holding?.release();
    if (bytes !== undefined) toWorker.pass(bytes);
    else reset();
  };
  const stopHolding = () => {
    if (holding === undefined) return;
    release();
    dropHeld();
  };
  const hold = (commit: FoundCommit) => {
    const loss = losses.take("answer", commit);
    if (loss !== undefined) holding = createHeldAnswer(loss, commit.statement, commit.answer);
  };
  const answered = (answer: number, bytes: Buffer, outcome: CommitOutcome | undefined) => {
    if (holding?.answer !== answer) {
      toWorker.pass(bytes);
      return;
    }
    holding.add(bytes);
    if (outcome === "took-effect") {
      const { loss, statement } = holding;
      holding = undefined;
      cut();
      loss.done(statement);
    } else if (outcome === "nothing") {
      stopHolding();
      while (holding === undefined && sentMeanwhile.length > 0) hold(sentMeanwhile.shift() as FoundCommit);
    } else if (outcome === "waits") release();
  };
  const tellBlindness = () => {
    if (follower.blind !== undefined) losses.giveUp(`No commit can be seen in a connection: ${follower.blind}.`);
  };

  worker.on("data", (piece) => {
    if (isCut || toStore.swallows()) return;
    for (const commit of follower.fromWorker(piece)) {
      const loss = losses.take("commit", commit);
      if (loss !== undefined) {
        toStore.pass(piece.subarray(0, Math.max(0, commit.begin)));
        cut();
        loss.done(commit.statement);
        return;
      }
      if (holding === undefined) {
        sentMeanwhile = [];
        hold(commit);
      } else if (sentMeanwhile.length < mostSentMeanwhile) sentMeanwhile.push(commit);
    }
    toStore.pass(piece);
    tellBlindness();
  });
  store.on("data", (piece) => {
    if (isCut) return;
    const parts = follower.fromStore(piece);
    if (follower.blind !== undefined) stopHolding();
    let from = 0;
    for (const { answer, end, outcome } of holding === undefined ? [] : parts) {
      if (!isCut) answered(answer, piece.subarray(from, end), outcome);
      from = end;
    }
    if (!isCut) answered(follower.answer, piece.subarray(from), undefined);
    tellBlindness();
  });
  worker.on("end", () => toStore.end());
  store.on("end", () => {
    stopHolding();
    toWorker.end();
  });
  worker.on("error", () => toStore.reset());
  store.on("error", () => {
    stopHolding();
    toWorker.reset();
  });
  const closed = Promise.all([closeOf(worker), closeOf(store)]).then(() => {
    dropHeld();
    toStore.close();
    toWorker.close();
  });
  const halfOpen = () => {
    dropHeld();
    toStore.lose();
    toWorker.lose();
    resetSocket(store);
  };
  if (node === undefined) halfOpen();
  else store.connect(node.port, node.host);

  return {
    closed,
    reset,
    halfOpen,
    heal() {
      stopHolding();
      if (toStore.isLost || toWorker.isLost) reset();
    },
  };
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}
