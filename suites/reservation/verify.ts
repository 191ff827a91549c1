import { setTimeout as delay } from "node:timers/promises";
import { type Random, reasonOf } from "../../contracts/index.ts";
import type { StartedDatabase } from "../../docker/index.ts";
import { createControls } from "./controls.ts";
import type { Disturbed, Fault } from "./faults/fault.ts";
import { type Point, pointsOf } from "./faults/point.ts";
import { createWatch } from "./faults/watch.ts";
import { checkHistory, type JudgedHistory } from "./history/check.ts";
import { type History, historyFormat } from "./history/event.ts";
import type { Audit } from "./targets/sql/audit/audit.ts";
import type { ReservationTarget } from "./targets/target.ts";
import { type JobTiming, shortTiming, takeoverBoundMilliseconds } from "./timing.ts";
import { createProtocol } from "./witness/protocol.ts";
import { startWitness } from "./witness/witness.ts";
import { createWorkforce } from "./workforce.ts";

/** The job that workers are given to run, and the critical actions of its runs, in order. */
const givenJob = { name: "send-retailer-orders", milestones: ["collect", "send"] } as const;

/** What was seen under one fault, and what it says. */
export interface Verification {
  readonly history: History;
  readonly judged: JudgedHistory;
  /** Where the fault was brought about. */
  readonly done: readonly Disturbed[];
  /** What the store wrote down by itself, where the target has that read; or why it could not be read. */
  readonly audit?: Audit | { readonly unread: string };
  /** How often a worker ended by itself once something had been done, and was started again. */
  readonly restarts: number;
}

/** The critical actions of a target's runs, in order: its own, or those that it is given. */
export function milestonesOf({ job }: ReservationTarget): readonly string[] {
  return job?.milestones ?? givenJob.milestones;
}

/**
 * Runs a target's workers under one fault and judges what they did. Throws `TercetError` (`surroundings`) when a worker
 * cannot be started, ends by itself although nothing was done to it, or does not keep to the witness's protocol. Whatever
 * happens, no worker is left.
 */
export async function verifyReservation(options: {
  readonly target: ReservationTarget;
  readonly mutant: string | undefined;
  readonly fault: Fault;
  /** Left out: all that the fault is for. */
  readonly points?: readonly Point[];
  readonly database: StartedDatabase;
  readonly seed: number;
  readonly random: Random;
  readonly signal: AbortSignal;
}): Promise<Verification> {
  const { target, mutant, fault, database, seed, random } = options;
  const [job, milestones] = [target.job?.name ?? givenJob.name, milestonesOf(target)];
  const { points = fault.points(pointsOf(milestones)) } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, options.signal]);
  signal.throwIfAborted();
  const timing: JobTiming = { ...shortTiming, ...target.timing };
  const bound = takeoverBoundMilliseconds(timing);
  const startedAt = new Date().toISOString();
  const watch = createWatch(signal);
  await target.prepare?.();
  const protocol = createProtocol({ job, milestones, isWorker: (name) => workforce.names.has(name) });
  const witness = await startWitness(watch.onEvent, protocol);
  const workforce = createWorkforce({
    ...{ target, mutant, database, job, milestones, timing, witness, watch },
    needs: fault.needs,
    signal: ending.signal,
  });
  const { processes, links, clocks } = workforce;
  const stage = {
    ...{ random, timing, milestones },
    takeoverBoundMilliseconds: bound,
    events: witness.events,
    join: workforce.add,
    ...{ hold: watch.hold, seen: watch.seen, meet: watch.meet },
    wait: (milliseconds: number) => delay(milliseconds, undefined, { signal }),
    ...createControls({ job, witness, processes, database, links, clocks }),
  };
  const play = async () => {
    await target.prepareStore?.({ databaseUrl: database.url, schema: workforce.schema });
    await Promise.all(Array.from({ length: fault.workers }, workforce.add));
    return fault.run(stage, points);
  };
  const played = play();
  let done: readonly Disturbed[];
  try {
    done = await Promise.race([played, workforce.failed]);
  } finally {
    witness.dismiss();
    ending.abort(new Error("the run is over"));
    await Promise.allSettled([played, workforce.end()]);
    await witness.close();
  }
  const history: History = {
    header: {
      format: historyFormat,
      startedAt,
      target: mutant === undefined ? target.name : `${target.name}, mutant ${mutant}`,
      database: `${database.name} ${database.version}, ${database.how}`,
      fault: fault.name,
      seed,
      takeoverBoundMilliseconds: bound,
      timeToLiveMilliseconds: timing.timeToLiveSeconds * 1000,
      timeoutMilliseconds: timing.timeoutSeconds * 1000,
      milestones: [...milestones],
    },
    events: witness.events,
  };
  const verification = { history, judged: checkHistory(history), done, restarts: workforce.restarts };
  // A standby that took over has not all that was written down.
  if (target.audit === undefined || fault.needs.includes("standby")) return verification;
  const audit = await target
    .audit(history, { databaseUrl: database.url, schema: workforce.schema })
    .catch((error: unknown) => ({ unread: reasonOf(error) }));
  return { ...verification, audit };
}
