import type { DatabaseName } from "../../../docker/index.ts";
import type { WorkerCommand } from "../workers/processes.ts";

/** A program that runs jobs, as it is verified: how its worker is started and on what it keeps its reservations. */
export interface ReservationTarget {
  readonly name: string;
  /** In one line, for the help and the report. */
  readonly description: string;
  readonly databases: readonly DatabaseName[];
  /** Variations that are wrong on purpose; by name, with what is wrong. */
  readonly mutants: Readonly<Record<string, string>>;
  command(mutant: string | undefined): WorkerCommand;
}
