import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { TercetError } from "../../contracts/index.ts";
import type { StartedDatabase } from "../../docker/index.ts";
import type { Need } from "./faults/fault.ts";
import type { Watch } from "./faults/watch.ts";
import { databaseUrl, type Link, openLink } from "./link.ts";
import type { ReservationTarget } from "./targets/target.ts";
import type { JobTiming } from "./timing.ts";
import type { Witness } from "./witness/witness.ts";
import { createWorkerClock, type WorkerClock } from "./workers/clock.ts";
import { clockShiftOf } from "./workers/clock-shift-of.ts";
import { createWorkerProcesses, type WorkerProcesses } from "./workers/processes.ts";
import { workerVariables } from "./workers/variables.ts";

const joinMilliseconds = 60_000;
const endMilliseconds = 3_000;
/** A worker that ends by itself is started again, as a supervisor would, and not at once. */
const restartMilliseconds = 100;
const maxRestarts = 40;

/** The workers of one run, and what stands between them and the store. */
export interface Workforce {
  readonly processes: WorkerProcesses;
  /** Where the workers keep what they keep: a schema, or what keys begin with. */
  readonly schema: string;
  /** Of all that were ever added. */
  readonly names: ReadonlySet<string>;
  /** By worker, where the fault needs them. */
  readonly links: ReadonlyMap<string, Link>;
  readonly clocks: ReadonlyMap<string, WorkerClock>;
  /** Starts one more worker and waits until it takes part. Throws `TercetError` (`surroundings`). */
  add(): Promise<void>;
  /** How often a worker ended by itself, though after something was done, and another one was started in its place. */
  readonly restarts: number;
  /** Rejects with `TercetError` (`surroundings`) when a worker cannot be gone on with. */
  readonly failed: Promise<never>;
  /** Ends all of them, whatever they do. */
  end(): Promise<void>;
}

/** Starts no worker yet. `signal`: from then on, none is missed that ends. */
export function createWorkforce(options: {
  readonly target: ReservationTarget;
  readonly mutant: string | undefined;
  readonly needs: readonly Need[];
  readonly database: StartedDatabase;
  readonly job: string;
  readonly milestones: readonly string[];
  readonly timing: JobTiming;
  readonly witness: Witness;
  readonly watch: Watch;
  readonly signal: AbortSignal;
}): Workforce {
  const { target, needs, database, job, milestones, timing, witness, watch, signal } = options;
  // A schema of its own for each run: what one leaves behind does not touch the next.
  const schema = `run_${randomBytes(6).toString("hex")}`;
  const [links, clocks] = [new Map<string, Link>(), new Map<string, WorkerClock>()];
  const failed = Promise.withResolvers<never>();
  // A failure that comes when all is over is nobody's any more.
  failed.promise.catch(() => {});
  const names = new Set<string>();
  let restarts = 0;
  let shift: ReturnType<typeof clockShiftOf> | undefined;
  const isDisturbed = () => witness.events.some(({ operation }) => operation === "fault");
  const processes = createWorkerProcesses((worker, reason) => {
    if (signal.aborted) return;
    if (isDisturbed() && restarts < maxRestarts) replace(worker).catch(failed.reject);
    else failed.reject(surroundings(`${worker} of ${target.name} ${reason}. Mend the worker, then run again.`));
  });
  witness.refusal.then((sentence) =>
    failed.reject(surroundings(`A worker of ${target.name} does not keep to the witness's protocol: ${sentence}.`)),
  );

  async function add(): Promise<void> {
    const worker = `w${names.size + 1}`;
    names.add(worker);
    const program = target.command(options.mutant);
    if (needs.includes("link")) links.set(worker, await openLink(database));
    if (needs.includes("clock")) {
      shift ??= clockShiftOf(program);
      clocks.set(worker, await createWorkerClock(await processes.file(`${worker}.clock`), await shift));
    }
    const url = links.get(worker)?.url ?? databaseUrl(database, database.nodes);
    const joined = watch.seen((event) => event.worker === worker, joinMilliseconds);
    const command = clocks.get(worker)?.applyTo(program) ?? program;
    const folder = await target.folder?.({ databaseUrl: url, schema });
    await processes.start(worker, {
      ...command,
      ...(folder === undefined ? {} : { folder }),
      env: { ...command.env, ...workerVariables({ worker, witness, url, schema, job, milestones, timing }) },
    });
    if ((await joined) !== undefined || isDisturbed()) return;
    throw surroundings(
      `${worker} of ${target.name} announced nothing for ${joinMilliseconds / 1000} s${await hint(worker)}.`,
    );
  }

  async function replace(worker: string): Promise<void> {
    restarts += 1;
    witness.record({ type: "info", operation: "fault", worker, job, fault: "ended" });
    await delay(restartMilliseconds, undefined, { signal });
    await add();
  }

  async function hint(worker: string): Promise<string> {
    const said = await processes.lastWords(worker);
    const turnedAway = witness.turnedAway ? "; somebody asked the witness without its secret" : "";
    return `${turnedAway}${said === "" ? "" : `; it wrote: ${said}`}`;
  }

  return {
    processes,
    schema,
    names,
    links,
    clocks,
    add,
    get restarts() {
      return restarts;
    },
    failed: failed.promise,
    async end() {
      await processes.end(endMilliseconds);
      await Promise.allSettled([...links.values()].map((link) => link.close()));
    },
  };
}

function surroundings(sentence: string): TercetError {
  return new TercetError("surroundings", sentence);
}
