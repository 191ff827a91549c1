import type { Fact, JsonObject } from "../../../contracts/index.ts";

/**
 * Where facts and contents are kept. Facts lie on shelves (`shelf.ts`); what is read is what was asked for, so that a
 * question about one version does not read those about all the others. Nothing is ever changed or removed.
 *
 * Every method throws `TercetError`: `contract` where what is kept is damaged, `surroundings` where the store is out of
 * reach.
 */
export interface FactStore {
  /** The facts on these shelves, in any order; a shelf that is not there is empty. */
  read(shelves: readonly string[]): Promise<readonly Fact[]>;
  /** The facts on every shelf whose name begins so. */
  readUnder(prefix: string): Promise<readonly Fact[]>;
  /** Adds facts; those that are there already are not added again. Returns when they are kept. */
  append(facts: readonly Fact[]): Promise<void>;
  /** A pact or a contract by its digest; undefined where there is none. */
  readContent(digest: string): Promise<JsonObject | undefined>;
  /** Keeps a content once, whoever publishes it. */
  writeContent(digest: string, content: JsonObject): Promise<void>;
  /** The file that holds a content, where it is one; it may be given to any other command. */
  fileOf(digest: string): string | undefined;
  /** What people call it, for messages: a folder, or a database without its password. */
  readonly name: string;
  close(): Promise<void>;
}
