import type { Event } from "../contracts/index.ts";

/** Turns the event log into something that people or machines read. */
export interface Reporter {
  /** The format's name as in `--report FORMAT=FILE`. */
  readonly name: string;
  onEvent(event: Event): void;
  /** Writes what is left; called once, after the last event. */
  close(): Promise<void>;
  /** Instead of `close`, where the run did not begin: lets go, and leaves nothing behind. Needed where there is something. */
  abandon?(): void;
}
