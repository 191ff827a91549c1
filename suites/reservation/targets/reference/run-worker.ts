import { setTimeout as delay } from "node:timers/promises";
import { type JobDefinition, OwnershipLost, type Reservation } from "../../../../docker/shop/jobs/job.ts";
import type { WorkerEnvironment } from "../../workers/environment.ts";
import type { Said, WitnessClient } from "../../workers/witness-client.ts";
import { fenceByToken, type Protocol } from "./protocol.ts";

/**
 * What a scheduler does with the protocol, for ever: cleans, reserves, executes. It tells the witness each step, so that
 * the harness can stop or kill the worker there. An outcome that is not known is announced as such, and not acted on.
 */
export async function runReferenceWorker(
  environment: WorkerEnvironment,
  { announce, effect }: WitnessClient,
  { reservations, fence, key }: Protocol,
): Promise<never> {
  const job = jobOf(environment);
  // The token of a cleaned run is told only where it is what the run's effects carry.
  const fenced = fence === fenceByToken;

  async function clean(): Promise<void> {
    await announce({ type: "invoke", operation: "clean" });
    try {
      const cleaned = await reservations.clean();
      for (const { token } of cleaned) await announce({ type: "ok", operation: "clean", ...(fenced ? { token } : {}) });
      if (cleaned.length === 0) await announce({ type: "ok", operation: "clean" });
    } catch {
      await announce({ type: "info", operation: "clean" });
    }
  }

  async function reserve(run: string): Promise<Reservation | undefined> {
    await announce({ type: "invoke", operation: "reserve" });
    let reservation: Reservation | undefined;
    try {
      reservation = await reservations.reserve(job, environment.TERCET_WORKER);
    } catch {
      await announce({ type: "info", operation: "reserve" });
      return undefined;
    }
    const outcome = reservation === undefined ? ({ type: "fail" } as const) : granted(reservation, run);
    await announce({ operation: "reserve", ...outcome });
    return reservation;
  }

  async function execute(reservation: Reservation, run: string): Promise<void> {
    const labelled = labels(reservation, run);
    const heart = setInterval(() => {
      void announced({ operation: "heartbeat", ...labelled }, () => reservations.heartbeat(reservation));
    }, job.heartbeatSeconds * 1000);
    try {
      for (const milestone of environment.TERCET_JOB_MILESTONES) {
        const reached = await announced({ operation: "milestone", ...labelled, milestone }, () =>
          reservations.milestone(reservation, milestone, async () => {
            await announce({ type: "ok", operation: "check", ...labelled, milestone });
            const keyed = key(reservation, milestone);
            const had = await effect({ ...labelled, milestone, ...(keyed === undefined ? {} : { key: keyed }) });
            if (!had) throw new OwnershipLost(reservation);
            return true;
          }),
        );
        if (!reached) return;
      }
      await announced({ operation: "finish", ...labelled }, () => reservations.finish(reservation, "succeeded"));
    } finally {
      clearInterval(heart);
    }
  }

  /** Announces an operation before and after; true where it was done, false where it was refused or nobody knows. */
  async function announced(said: Omit<Said, "type">, operation: () => Promise<unknown>): Promise<boolean> {
    await announce({ type: "invoke", ...said });
    let type: Said["type"];
    try {
      type = (await operation()) === false ? "fail" : "ok";
    } catch (error) {
      type = error instanceof OwnershipLost ? "fail" : "info";
    }
    await announce({ type, ...said });
    return type === "ok";
  }

  function granted(reservation: Reservation, run: string) {
    return { type: "ok" as const, ...labels(reservation, run) };
  }

  function labels(reservation: Reservation, run: string) {
    const token = fence(reservation);
    return { run, slot: reservation.slot.toISOString(), ...(token === undefined ? {} : { token }) };
  }

  for (let runs = 0; ; ) {
    await clean();
    const reservation = await reserve(String(runs + 1));
    if (reservation !== undefined) {
      runs += 1;
      await execute(reservation, String(runs));
    }
    await delay(environment.TERCET_JOB_POLL_SECONDS * 1000);
  }
}

function jobOf(environment: WorkerEnvironment): JobDefinition {
  return {
    name: environment.TERCET_JOB,
    everySeconds: environment.TERCET_JOB_EVERY_SECONDS,
    timeoutSeconds: environment.TERCET_JOB_TIMEOUT_SECONDS,
    heartbeatSeconds: environment.TERCET_JOB_HEARTBEAT_SECONDS,
    timeToLiveSeconds: environment.TERCET_JOB_TIME_TO_LIVE_SECONDS,
  };
}
