import type { JobTiming } from "../timing.ts";
import type { WorkerVariables } from "./environment.ts";

/** What a worker is told of one run, as environment variables. */
export function workerVariables(told: {
  readonly worker: string;
  readonly witness: { readonly url: string; readonly secret: string };
  /** Of the store. */
  readonly url: string;
  readonly schema: string;
  readonly job: string;
  readonly milestones: readonly string[];
  readonly timing: JobTiming;
}): Omit<WorkerVariables, "TERCET_MUTANT"> {
  const { timing } = told;
  return {
    TERCET_WORKER: told.worker,
    TERCET_WITNESS_URL: told.witness.url,
    TERCET_WITNESS_SECRET: told.witness.secret,
    TERCET_DATABASE_URL: told.url,
    TERCET_DATABASE_SCHEMA: told.schema,
    TERCET_JOB: told.job,
    TERCET_JOB_EVERY_SECONDS: String(timing.everySeconds),
    TERCET_JOB_TIMEOUT_SECONDS: String(timing.timeoutSeconds),
    TERCET_JOB_HEARTBEAT_SECONDS: String(timing.heartbeatSeconds),
    TERCET_JOB_TIME_TO_LIVE_SECONDS: String(timing.timeToLiveSeconds),
    TERCET_JOB_POLL_SECONDS: String(timing.pollSeconds),
    TERCET_JOB_MILESTONES: told.milestones.join(","),
  };
}
