/** A worker that was started, as a process or as a container. */
export interface Worker {
  /** Freezes it with all of its processes, as a long pause would; returns when it stands still. */
  stop(): Promise<void>;
  /** Lets it go on. */
  resume(): Promise<void>;
  /** Ends it with all of its processes at once, also when it is stopped. */
  kill(): Promise<void>;
  /** Settles when it has ended and nothing of it is left, with how, to stand behind its name: `ended with 3`. */
  readonly ended: Promise<string>;
  /** What it wrote last on its standard streams. */
  output(): Promise<string>;
}
