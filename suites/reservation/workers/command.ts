/** What processes and containers have in common. */
interface AnyCommand {
  readonly env: Readonly<Record<string, string>>;
  readonly folder?: WorkerFolder;
}

/** Files that are made for one worker alone, and gone when it is. */
export interface WorkerFolder {
  /** The variable of its environment that holds the folder's path. */
  readonly variable: string;
  /** Where a container finds it, read-only; a process finds it among this machine's temporary files. */
  readonly path: string;
  /** By name. In a container, what listens on this machine's loopback interface is named as in its environment. */
  readonly files: Readonly<Record<string, string>>;
}

/** A worker that is a process of this machine. What else it has to know stands in its environment (README.md). */
export interface ProcessCommand extends AnyCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs; left out: where the harness runs. */
  readonly directory?: string;
}

/** A worker that is a container. */
export interface ContainerCommand extends AnyCommand {
  readonly image: string;
  /** In place of the image's own command; empty: that one. */
  readonly args: readonly string[];
  /** What it sees of this machine, read-only: the path in the container, and the one here. */
  readonly mounts?: Readonly<Record<string, string>>;
}

/** How a worker is started. */
export type WorkerCommand = ProcessCommand | ContainerCommand;
