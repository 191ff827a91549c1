import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import { type JobDefinition, type Outcome, OwnershipLost, type Reservation } from "./job.ts";
import { type JobObserver, unobserved } from "./observer.ts";
import type { Reservations } from "./reservation.ts";

/** A run, as the job's code sees it. */
export interface Execution {
  /** To be sent as fencing token with every effect outside the database. */
  readonly reservation: Reservation;
  /** Aborted when the run is lost, too long, or the service stops: the code ends soon and does nothing more. */
  readonly signal: AbortSignal;
  /** Does a critical action as the owner, at most once for the slot; see `Reservations.milestone`. */
  milestone<T>(name: string, action: (client: pg.ClientBase) => Promise<T>): Promise<T>;
}

/** A job with its code. */
export interface ScheduledJob {
  readonly definition: JobDefinition;
  run(execution: Execution): Promise<void>;
}

/** How long a run may go on after `stop()` before it is aborted. */
const stopGraceMilliseconds = 5_000;

/**
 * Runs jobs inside the service: every instance schedules all jobs, and the reservation decides who runs. No cron, and no
 * instance that is special. `stop()` waits for the current runs a little, then aborts them and hands their slots on.
 */
export function startScheduler(options: {
  readonly reservations: Reservations<pg.ClientBase>;
  /** Unique for each process that was ever started. */
  readonly worker: string;
  readonly jobs: readonly ScheduledJob[];
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly observer?: JobObserver;
  readonly signal?: AbortSignal;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const aborting = new AbortController();
  const { observer = unobserved } = options;
  const loops = options.jobs.map((job) => schedule(job, { ...options, observer, stopping: stopping.signal, aborting }));
  const stop = async () => {
    stopping.abort();
    const timer = setTimeout(() => aborting.abort(), stopGraceMilliseconds);
    await Promise.all(loops);
    clearTimeout(timer);
  };
  options.signal?.addEventListener("abort", () => void stop(), { once: true });
  return { stop };
}

interface Surroundings {
  readonly reservations: Reservations<pg.ClientBase>;
  readonly worker: string;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly observer: JobObserver;
  readonly stopping: AbortSignal;
  readonly aborting: AbortController;
}

async function schedule(job: ScheduledJob, surroundings: Surroundings): Promise<void> {
  const { reservations, worker, log, observer, stopping } = surroundings;
  const { definition } = job;
  while (!stopping.aborted) {
    try {
      const cleaned = await observer.clean(definition, () => reservations.clean());
      for (const run of cleaned) log.warn(run, "a silent or overlong run was cleaned");
      const reservation = await observer.reserve(definition, () => reservations.reserve(definition, worker));
      if (reservation !== undefined) await execute(job, reservation, surroundings);
    } catch (error) {
      log.error({ err: error, job: job.definition.name }, "the job's store does not answer; trying again");
    }
    await delay(job.definition.heartbeatSeconds * 1000, undefined, { signal: stopping }).catch(() => {});
  }
}

async function execute(job: ScheduledJob, reservation: Reservation, surroundings: Surroundings): Promise<void> {
  const { reservations, log, observer, aborting } = surroundings;
  const lost = new AbortController();
  const timeout = AbortSignal.timeout(job.definition.timeoutSeconds * 1000);
  const signal = AbortSignal.any([lost.signal, timeout, aborting.signal]);
  const entry = { job: job.definition.name, token: reservation.token, slot: reservation.slot };
  const finish = (outcome: Outcome) =>
    observer.owned("finish", reservation, { outcome }, () => reservations.finish(reservation, outcome));
  const heart = beat(reservation, surroundings, lost);
  try {
    log.info(entry, "run started");
    await job.run({
      reservation,
      signal,
      milestone: (name, action) => {
        signal.throwIfAborted();
        return observer.owned("milestone", reservation, { milestone: name }, () =>
          reservations.milestone(reservation, name, async (client) => {
            await observer.acting(reservation, name);
            return action(client);
          }),
        );
      },
    });
  } catch (error) {
    heart.stop();
    if (error instanceof OwnershipLost || lost.signal.aborted) {
      log.warn(entry, "run lost to the cleaner; nothing more was done");
      return;
    }
    log.error({ ...entry, err: error }, "run failed");
    await finish(aborting.signal.aborted ? "abandoned" : "failed");
    return;
  }
  heart.stop();
  // Without an answer nobody knows whether it is finished: it is left to the cleaner, and never called failed.
  const finished = await finish("succeeded");
  log.info(entry, finished ? "run succeeded" : "run ended after it was lost");
}

/** Gives signs of life until stopped; aborts the run when it is not owned any more. */
function beat(
  reservation: Reservation,
  { reservations, observer }: Surroundings,
  lost: AbortController,
): { stop(): void } {
  let beating = false;
  const timer = setInterval(async () => {
    // One at a time: while the store does not answer, they would take all of the pool's connections.
    if (beating) return;
    beating = true;
    // A store that does not answer proves nothing: the run goes on, and its next milestone decides.
    const beaten = observer.owned("heartbeat", reservation, {}, () => reservations.heartbeat(reservation));
    const owned = await beaten.catch(() => true);
    beating = false;
    if (!owned) lost.abort(new OwnershipLost(reservation));
  }, reservation.job.heartbeatSeconds * 1000);
  return { stop: () => clearInterval(timer) };
}
