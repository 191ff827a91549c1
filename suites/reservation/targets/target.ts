import type { DatabaseName } from "../../../docker/index.ts";
import type { History } from "../history/event.ts";
import type { Property } from "../history/judgement.ts";
import type { JobTiming } from "../timing.ts";
import type { WorkerCommand, WorkerFolder } from "../workers/command.ts";
import type { Audit } from "./sql/audit/audit.ts";

/** A program that runs jobs, as it is verified: how its worker is started and on what it keeps its reservations. */
export interface ReservationTarget {
  readonly name: string;
  /** In one line, for the help and the report. */
  readonly description: string;
  readonly databases: readonly DatabaseName[];
  /** Variations that are wrong on purpose; by name, with what is wrong. */
  readonly mutants: Readonly<Record<string, string>>;
  command(mutant: string | undefined): WorkerCommand;
  /** The name of its job, and its critical actions in order, where these are not the harness's to choose. */
  readonly job?: { readonly name?: string; readonly milestones?: readonly string[] };
  /** Sees to it that workers can be started; throws `TercetError` where they cannot. */
  readonly prepare?: () => Promise<void>;
  /** Makes in the store what a run needs and its workers cannot make. */
  readonly prepareStore?: (place: StorePlace) => Promise<void>;
  /** What one worker finds in files, and not in its environment: at the address by which it reaches the store. */
  readonly folder?: (place: StorePlace) => Promise<WorkerFolder>;
  /** The same program as containers of an image; left out: it runs as processes alone. */
  readonly inContainers?: (image: string) => ReservationTarget;
  /** What the command line says instead of `name`: options, then operands. */
  readonly commandLine?: { readonly options: readonly string[]; readonly operands: readonly string[] };
  /** What it cannot keep by its nature. It is told where it is violated, and nothing is passed for it. */
  readonly limits?: readonly Limit[];
  /** Where it cannot go as fast as `shortTiming`. */
  readonly timing?: Partial<JobTiming>;
  /** Of the program that is verified: `12.1.0`; undefined where it is not installed. */
  readonly version?: string | undefined;
  /** What the program's own documentation promises of a job that several workers may run, and where. */
  readonly promise?: { readonly text: string; readonly source: string };
  /** What its database wrote down of each transition by itself, to be held against what workers announced. */
  readonly audit?: (history: Pick<History, "events">, place: StorePlace) => Promise<Audit>;
}

/** Where the workers of a run keep what they keep. */
export interface StorePlace {
  readonly databaseUrl: string;
  /** Schema or key prefix, new and empty for each run. */
  readonly schema: string;
}

/** Properties that a target does not promise under some faults. */
export interface Limit {
  readonly properties: readonly Property[];
  /** Names of faults. */
  readonly faults: readonly string[];
  /** Why, in one sentence without a full stop. */
  readonly because: string;
}
