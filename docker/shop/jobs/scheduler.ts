import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import { type JobDefinition, OwnershipLost, type Reservation } from "./job.ts";
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
  readonly reservations: Reservations;
  /** Unique for each process that was ever started. */
  readonly worker: string;
  readonly jobs: readonly ScheduledJob[];
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly signal?: AbortSignal;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const aborting = new AbortController();
  const loops = options.jobs.map((job) => schedule(job, { ...options, stopping: stopping.signal, aborting }));
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
  readonly reservations: Reservations;
  readonly worker: string;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly stopping: AbortSignal;
  readonly aborting: AbortController;
}

async function schedule(job: ScheduledJob, surroundings: Surroundings): Promise<void> {
  const { reservations, worker, log, stopping } = surroundings;
  while (!stopping.aborted) {
    try {
      for (const cleaned of await reservations.clean()) log.warn(cleaned, "a silent or overlong run was cleaned");
      const reservation = await reservations.reserve(job.definition, worker);
      if (reservation !== undefined) await execute(job, reservation, surroundings);
    } catch (error) {
      log.error({ err: error, job: job.definition.name }, "the job's store does not answer; trying again");
    }
    await delay(job.definition.heartbeatSeconds * 1000, undefined, { signal: stopping }).catch(() => {});
  }
}

async function execute(job: ScheduledJob, reservation: Reservation, surroundings: Surroundings): Promise<void> {
  const { reservations, log, aborting } = surroundings;
  const lost = new AbortController();
  const timeout = AbortSignal.timeout(job.definition.timeoutSeconds * 1000);
  const signal = AbortSignal.any([lost.signal, timeout, aborting.signal]);
  const entry = { job: job.definition.name, token: reservation.token, slot: reservation.slot };
  const heart = beat(reservation, reservations, lost);
  try {
    log.info(entry, "run started");
    await job.run({
      reservation,
      signal,
      milestone: (name, action) => {
        signal.throwIfAborted();
        return reservations.milestone(reservation, name, action);
      },
    });
    const finished = await reservations.finish(reservation, "succeeded");
    log.info(entry, finished ? "run succeeded" : "run ended after it was lost");
  } catch (error) {
    if (error instanceof OwnershipLost || lost.signal.aborted) {
      log.warn(entry, "run lost to the cleaner; nothing more was done");
      return;
    }
    log.error({ ...entry, err: error }, "run failed");
    await reservations.finish(reservation, aborting.signal.aborted ? "abandoned" : "failed");
  } finally {
    heart.stop();
  }
}

/** Gives signs of life until stopped; aborts the run when it is not owned any more. */
function beat(reservation: Reservation, reservations: Reservations, lost: AbortController): { stop(): void } {
  const timer = setInterval(async () => {
    // A store that does not answer proves nothing: the run goes on, and its next milestone decides.
    const owned = await reservations.heartbeat(reservation).catch(() => true);
    if (!owned) lost.abort(new OwnershipLost(reservation));
  }, reservation.job.heartbeatSeconds * 1000);
  return { stop: () => clearInterval(timer) };
}
