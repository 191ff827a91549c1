import type { Identity } from "./identity.ts";

/** An object that is kept in production, to be read again days later. */
export interface Sentinel {
  /** `Operation.id` of the operation that must read it. */
  readonly operation: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Whose it is. */
  readonly identity?: Identity | undefined;
  /** RFC 3339. */
  readonly createdAt: string;
  /** What it read as then: a JSON value, or text. */
  readonly content: unknown;
}

/** Remembers the sentinels of one service from run to run. */
export interface Sentinels {
  /** The one that an operation must read; undefined: none was laid yet. */
  find(operation: string): Promise<Sentinel | undefined>;
  /** Remembers one, in the place of an earlier one of the same operation. */
  keep(sentinel: Sentinel): Promise<void>;
}
