/** A worker that is a process of this machine. What else it has to know stands in its environment (README.md). */
export interface ProcessCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs; left out: where the harness runs. */
  readonly directory?: string;
}

/** A worker that is a container. */
export interface ContainerCommand {
  readonly image: string;
  /** In place of the image's own command; empty: that one. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How a worker is started. */
export type WorkerCommand = ProcessCommand | ContainerCommand;
