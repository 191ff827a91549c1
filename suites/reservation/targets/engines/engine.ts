import { fileURLToPath } from "node:url";
import { TercetError } from "../../../../contracts/index.ts";
import type { JobTiming } from "../../timing.ts";
import { ownProgram } from "../own-program.ts";
import type { ReservationTarget } from "../target.ts";
import { installedVersion } from "./package.ts";

/** A public job engine, as its documentation tells to use it. */
export interface Engine {
  readonly name: string;
  readonly description: string;
  /** What it keeps its jobs in, where that is not PostgreSQL. */
  readonly database?: ReservationTarget["databases"][number];
  /** What its documentation says of two workers and one job, and where. */
  readonly promise: NonNullable<ReservationTarget["promise"]>;
  /** What has to be installed; the first is the engine itself. */
  readonly packages: readonly [string, ...string[]];
  /** Where it cannot be as fast as the harness would like it. */
  readonly timing?: Partial<JobTiming>;
  /** The worker's module. */
  readonly worker: URL;
  /** What the worker is told besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where a run cannot share a database with others. */
  readonly prepareStore?: ReservationTarget["prepareStore"];
}

/** Makes an engine a target, which can be prepared where its packages are installed. */
export function engineTarget(engine: Engine): ReservationTarget {
  const {
    name,
    description,
    database = "postgres",
    promise,
    packages,
    timing,
    worker,
    env = {},
    prepareStore,
  } = engine;
  return {
    name,
    description,
    promise,
    databases: [database],
    mutants: {},
    ...(timing === undefined ? {} : { timing }),
    ...(prepareStore === undefined ? {} : { prepareStore }),
    get version() {
      return installedVersion(packages[0]);
    },
    async prepare() {
      const missing = packages.filter((one) => installedVersion(one) === undefined);
      if (missing.length === 0) return;
      throw new TercetError(
        "surroundings",
        `The target ${name} needs ${missing.join(" and ")}: run npm install --save-dev ${packages.join(" ")} in your project, then again.`,
      );
    },
    command: () => ownProgram(fileURLToPath(worker), env),
  };
}
