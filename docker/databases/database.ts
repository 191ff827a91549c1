/** The back ends that can be started here; `capabilities.ts` says how they differ. */
export const databaseNames = ["postgres", "mariadb", "redis", "etcd"] as const;

/** One of `databaseNames`. */
export type DatabaseName = (typeof databaseNames)[number];

/** `embedded`: server processes of this machine. `any`: a container where an engine answers and has or gets the image, else embedded. */
export type DatabaseHow = "container" | "embedded" | "any";

/** How a database is started. */
export interface StartDatabaseOptions {
  readonly how: DatabaseHow;
  /** With an asynchronous standby to fail over to. Throws (`surroundings`) where `capabilities.ts` has none. */
  readonly standby?: boolean;
  /** Its data on a disk of some mebibytes that can be filled. Throws (`surroundings`) where `capabilities.ts` has none. */
  readonly smallDisk?: boolean;
  /** Aborted: what was started so far is stopped, and the start throws the reason. */
  readonly signal?: AbortSignal;
}

/** One server of a database, to be disturbed. Its operations take place one after the other, each in bounded time. */
export interface DatabaseNode {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Frozen until `resume()`, `restart()` or the end: connections stay open, and nobody answers. */
  pause(): Promise<void>;
  /** Goes on after `pause()`. */
  resume(): Promise<void>;
  /** Ended at once, as by a crash, and started again on its data at the same host and port; returns when it serves. */
  restart(): Promise<void>;
}

/** A database that has an asynchronous standby. */
export interface Failover {
  /**
   * The standby gets what was committed before, and nothing that is committed afterwards: failing over then loses exactly
   * that. Returns when this is so.
   */
  holdReplication(): Promise<void>;
  /** Ends the primary at once and for good, promotes the standby, and returns it when it accepts writes. */
  failOver(): Promise<DatabaseNode>;
}

/** A disk that the database alone writes to. */
export interface SmallDisk {
  /** Takes all the space there is; returns when the server could no longer write. */
  fill(): Promise<void>;
  /** Gives the space back; returns when the server serves again. */
  free(): Promise<void>;
}

/** A throw-away database that this process started and has to stop. */
export interface StartedDatabase {
  readonly name: DatabaseName;
  /** `given`: somebody else runs it, so that it is not disturbed. */
  readonly how: "container" | "embedded" | "given";
  /** Of a user that may do everything, at the first node; it may hold a password, so it is never shown. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** As the server gives it: `18.4`. */
  readonly version: string;
  /** The servers that clients may ask; a standby is not one of them before `failOver()` returns it. */
  readonly nodes: readonly DatabaseNode[];
  /** There where it was started with `standby`. */
  readonly failover?: Failover;
  /** There where it was started with `smallDisk`. */
  readonly disk?: SmallDisk;
  /** Ends the servers, also paused ones, and removes their data; may be called again. */
  stop(): Promise<void>;
}
