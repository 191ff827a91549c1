import type { Random } from "../../../contracts/index.ts";

/** The way in which bytes are lost. */
export type PartitionDirection = "both" | "to-store" | "from-store";

/** Which commit is meant, and how long it is waited for. */
export interface CommitChoice {
  /**
   * Chooses a commit by what it commits: an SQL transaction is given whole, its statements joined by `;` and a line feed
   * with COMMIT as the last, so that `(text) => /UPDATE job/.test(text)` finds it; an autocommitted statement is its
   * text (parameters are not in it); Redis: the words of the command, or of all from MULTI's first to EXEC; etcd: `POST
   * /v3/kv/txn`, a line feed and the body (keys and values are base64). Only the first 64 Ki characters are given. Without
   * it, the next one that is known to write is meant: a SELECT that calls a function may write, and is only taken where
   * this function chooses it.
   */
  readonly match?: (statement: string) => boolean;
  /** Aborted: nobody waits for a commit any more. */
  readonly signal?: AbortSignal;
}

/** What became of a commit that was to be lost. */
export type CommitLoss =
  /** `statement` is what `match` was given. */
  | { readonly lost: true; readonly statement: string }
  /** Why not: healed, closed or aborted before one came; or the connection cannot be read (TLS, compression, HTTP/2). */
  | { readonly lost: false; readonly because: string };

/**
 * A TCP proxy between one worker and one database node, that does to their connections what networks do. Every control
 * may be combined with others, and is undone by `heal`. None of them throws.
 *
 * A proxy is not a network. The system of the proxy acknowledges what it swallows, answers keep-alive probes and
 * completes the handshake of new connections. So a worker notices a partition only by its own time-outs for answers, not
 * by TCP's retransmission time-out, by keep-alive or by a connect that does not succeed. A store that cannot be reached
 * shows itself as a connection that is reset, not as one that is refused.
 */
export interface FaultProxy {
  /** Where the worker connects to. */
  readonly host: string;
  readonly port: number;
  /**
   * From now on, bytes in this direction are swallowed: no reset, no end, nothing, on connections that exist and on new
   * ones, which nothing answers. Replaces an earlier partition. Once healed, connections that lost bytes are reset, for
   * a stream with a hole cannot go on; others go on.
   */
  partition(direction: PartitionDirection): void;
  /**
   * Ends existing connections towards the store only: it takes the worker for gone, while the worker's sockets stay open
   * and silent until they are healed, then are reset. New connections work.
   */
  halfOpen(): void;
  /** Resets existing connections on both sides. New ones work. */
  killConnections(): void;
  /** Resets new connections. Existing ones go on. */
  refuse(): void;
  /**
   * Each piece arrives later by so much, plus up to `jitterMilliseconds` by chance (whole milliseconds), in each
   * direction, in order. Latency does not lower the bandwidth, as long as less than 16 MiB are under way.
   */
  delay(milliseconds: number, jitterMilliseconds?: number, random?: Random): void;
  /**
   * Lets the chosen commit through, waits for the store's answer, drops it, and resets the worker's connection: it took
   * effect, and the worker cannot know. A commit that the store refuses, or that changed nothing (no row; a comparison of
   * etcd that failed; a null reply of Redis), is let through with its answer, and the next one is waited for. As with any
   * reset, answers that the worker has not read yet are lost too. Settles when a commit was lost; never rejects.
   */
  loseAnswerOfCommit(choice?: CommitChoice): Promise<CommitLoss>;
  /**
   * Cuts the worker's connection before the chosen commit reaches the store, which rolls the transaction back. The worker
   * sees the same as by `loseAnswerOfCommit`. Settles when the connection was cut; never rejects.
   */
  loseCommit(choice?: CommitChoice): Promise<CommitLoss>;
  /** New connections go to another node, as after a failover; existing ones are reset. Not undone by `heal`. */
  retarget(node: { readonly host: string; readonly port: number }): void;
  /** Undoes all that was done: see each control. */
  heal(): void;
  /** Resets all connections and stops listening; returns when every socket is closed. May be called again. */
  close(): Promise<void>;
}
