/** The database of a verified service, where the harness may look at it; `connect` opens a connection of its own. */
export interface DatabaseView {
  /** Throws `TercetError` (`surroundings`) when the database cannot be reached or does not let the harness look. */
  connect(): Promise<DatabaseReader>;
}

/** An open connection that looks at the connections of the service. */
export interface DatabaseReader {
  /** For a reader: `PostgreSQL 18.4`. */
  readonly engine: string;
  /** A clause that says whose connections count: `connections of user carts to database shop`. */
  readonly scope: string;
  /** The connections that the service holds now; the reader's own is never among them. */
  connections(): Promise<readonly ServiceConnection[]>;
  close(): Promise<void>;
}

/** A connection that the service holds. */
export interface ServiceConnection {
  /** The server's own number for it. */
  readonly id: string;
  /** `working`: a statement runs; `transaction`: none runs, and a transaction is open; `idle`: waits to be used. */
  readonly state: "working" | "transaction" | "idle";
}
