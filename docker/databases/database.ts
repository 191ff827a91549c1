/** The back ends that can be started here; `capabilities.ts` says how they differ. */
export type DatabaseName = "postgres";

/** `any`: a container where a container engine answers and has or gets the image, else embedded. */
export type DatabaseHow = "container" | "embedded" | "any";

/** How a database is started. */
export interface StartDatabaseOptions {
  readonly how: DatabaseHow;
  /** Aborted: what was started so far is stopped, and the start throws the reason. */
  readonly signal?: AbortSignal;
}

/** A throw-away database that this process started and has to stop. */
export interface StartedDatabase {
  readonly name: DatabaseName;
  readonly how: "container" | "embedded";
  /** Of the superuser; it holds a password, so it is never shown. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** As the server gives it: `18.4`. */
  readonly version: string;
  /** Ends the server and removes its data; may be called again. */
  stop(): Promise<void>;
}
