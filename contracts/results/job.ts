import { z } from "zod";

const milliseconds = z.number().nonnegative();

/** What a history says of one property; a property that was never put to the test did not hold. */
const jobJudgementSchema = z.object({
  property: z.string(),
  verdict: z.enum(["held", "violated", "not-exercised"]),
  exercised: z.int().describe("how many times it could have broken"),
  violated: z.int().describe("how many times it broke"),
  events: z.array(z.int()).optional().describe("numbers of the events that tell the first violation"),
});

/** What several events have in common: how they stand to which operation, and what came of it. */
const eventKindSchema = z.object({
  type: z.enum(["invoke", "ok", "fail", "info"]).describe("about to; done; refused; outcome unknown"),
  operation: z.string(),
  milestone: z.string().optional(),
  outcome: z.string().optional(),
  repeated: z.boolean().optional(),
  fault: z.string().optional(),
});

/** What several events have in common: who did it, in which run of which job. */
const eventActorSchema = z.object({
  worker: z.string(),
  job: z.string(),
  run: z.string().optional(),
  token: z.int().optional(),
  slot: z.string().optional(),
  owner: z.string().optional(),
});

/** A run of a job, from the grant of its reservation to the end of its ownership. */
const leaseSchema = z.object({
  worker: z.string(),
  job: z.string(),
  run: z.string(),
  token: z.int().optional(),
  from: milliseconds,
  to: milliseconds.optional().describe("absent: it was owned when the history ended"),
  end: z.enum(["finished", "cleaned", "superseded", "given-up"]).optional(),
  last: milliseconds.describe("when its worker was last heard of in this run, which may be after it lost it"),
});

/** For how long a worker, or the store, was disturbed. */
const disturbanceSchema = z.object({
  fault: z.string(),
  worker: z.string().optional().describe("absent: all of them"),
  from: milliseconds,
  to: milliseconds.optional().describe("absent: it was not undone"),
});

/**
 * The events of a history, or those around its violations and faults, by column: event `i` has the number `number[i]`, the
 * time `time[i]`, and the members of `kinds[kind[i]]` and of `actors[actor[i]]`.
 */
export const jobTimelineSchema = z.object({
  events: z.int().describe("how many the history has; those that are not in the columns were left out"),
  header: z.record(z.string(), z.unknown()).describe("the first line of the history"),
  number: z.array(z.int()).describe("place in the history, from 1, ascending"),
  time: z.array(milliseconds).describe("since the start"),
  kind: z.array(z.int()),
  actor: z.array(z.int()),
  sentence: z.array(z.int()),
  kinds: z.array(eventKindSchema),
  actors: z.array(eventActorSchema),
  sentences: z.array(z.string()).describe("what an event tells, without its number and time"),
  breaches: z.array(z.object({ number: z.int(), property: z.string() })).describe("events by which a property broke"),
  leases: z.array(leaseSchema),
  disturbances: z.array(disturbanceSchema),
});
/** As it stands in a record. */
export type JobTimeline = z.infer<typeof jobTimelineSchema>;

/** What a verification of a job saw, beyond its findings. */
export const jobRecordSchema = z.object({
  target: z.string(),
  database: z.string().optional(),
  fault: z.string().optional(),
  points: z
    .array(
      z.object({
        name: z.string(),
        event: z.int().optional().describe("number of the event at which it began; absent: it did not come about"),
      }),
    )
    .optional()
    .describe("where in the protocol the fault was to come"),
  seed: z.int().optional(),
  history: z.string().optional().describe("the file that holds all events"),
  judgements: z.array(jobJudgementSchema),
  takeovers: z
    .object({
      milliseconds: z
        .array(milliseconds)
        .describe("from an owner's end to the next reservation, outages of the store left out"),
      boundMilliseconds: milliseconds,
    })
    .describe("how fast others took over when the owner was gone"),
  timeline: jobTimelineSchema.optional(),
});
/** As it stands in a case's result. */
export type JobRecord = z.infer<typeof jobRecordSchema>;
