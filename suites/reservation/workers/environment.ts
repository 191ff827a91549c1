import { z } from "zod";

/** What a worker is told, and by which variables: the whole of what a program in any language needs to take part. */
export const workerEnvironmentSchema = z.object({
  /** The worker's own name. */
  TERCET_WORKER: z.string().min(1),
  /** The witness, and the secret for `authorization: Bearer …`. */
  TERCET_WITNESS_URL: z.url(),
  TERCET_WITNESS_SECRET: z.string().min(1),
  TERCET_DATABASE_URL: z.string().min(1),
  /** Schema or key prefix, new and empty for each run. */
  TERCET_DATABASE_SCHEMA: z.string().min(1),
  TERCET_JOB: z.string().min(1),
  TERCET_JOB_EVERY_SECONDS: z.coerce.number().positive(),
  TERCET_JOB_TIMEOUT_SECONDS: z.coerce.number().positive(),
  TERCET_JOB_HEARTBEAT_SECONDS: z.coerce.number().positive(),
  TERCET_JOB_TIME_TO_LIVE_SECONDS: z.coerce.number().positive(),
  /** How long a worker waits that was not granted the job. */
  TERCET_JOB_POLL_SECONDS: z.coerce.number().positive(),
  /** Names of the critical actions, in order, with commas between. */
  TERCET_JOB_MILESTONES: z.string().transform((names) => names.split(",")),
  /** The variation that is wrong on purpose. */
  TERCET_MUTANT: z.string().optional(),
});

/** As a worker reads it. */
export type WorkerEnvironment = z.output<typeof workerEnvironmentSchema>;
/** As the harness writes it: every value is text. */
export type WorkerVariables = Readonly<Record<keyof WorkerEnvironment & string, string>>;
