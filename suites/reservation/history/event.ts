import { z } from "zod";

/** Identifies the version of the history's format; a reader refuses another one. */
export const historyFormat = "tercet-history/1";

/** How an event stands to its operation: about to; done; refused; unknown whether it took or will take effect. */
export const eventTypes = ["invoke", "ok", "fail", "info"] as const;
/** One of `eventTypes`. */
export type EventType = (typeof eventTypes)[number];

/**
 * What is done. `due` is written by whoever hands out work, `effect` by the ledger, `fault` by the harness; the others are
 * announced by workers where their protocol has them, `reserve` and `finish` always.
 */
export const operations = [
  "due",
  "clean",
  "look",
  "reserve",
  "heartbeat",
  "progress",
  "milestone",
  "check",
  "effect",
  "finish",
  "fault",
] as const;
/** One of `operations`. */
export type Operation = (typeof operations)[number];

/** What happened to a worker, or to the store, and what undid it. All but `ended` is the harness's doing. */
export const faultKinds = [
  "stopped",
  "resumed",
  "killed",
  "skewed",
  "cut-off",
  "reconnected",
  "store-down",
  "store-up",
  "ended",
  "corrected",
  "delayed",
  "undelayed",
  "connections-lost",
  "commit-lost",
] as const;
/** One of `faultKinds`. */
export type FaultKind = (typeof faultKinds)[number];

/** How a run ended that was finished: `succeeded` and `failed` settle its slot, `abandoned` leaves it to another run. */
export const outcomes = ["succeeded", "failed", "abandoned"] as const;
/** One of `outcomes`. */
export type Outcome = (typeof outcomes)[number];

const eventFields = {
  worker: z.string().min(1).describe("who does it, or to whom it is done"),
  job: z.string().min(1),
  run: z
    .string()
    .min(1)
    .optional()
    .describe("the reservation as the worker names it; unique together with the worker; absent before it has one"),
  token: z
    .int()
    .nonnegative()
    .optional()
    .describe("fencing token; absent where the protocol has none. Of `clean`: that of the run that was cleaned"),
  milestone: z.string().min(1).optional(),
  slot: z.string().min(1).optional().describe("when the run fell due, or the name of the piece of work"),
};

const endFields = {
  owner: z.string().min(1).optional().describe("of `clean`: the worker whose run was cleaned, with `run`"),
  outcome: z.enum(outcomes).optional().describe("of `finish`; absent: succeeded"),
};

/** What a worker announces to the witness. */
export const announcementSchema = z.strictObject({
  type: z.enum(eventTypes),
  operation: z.enum(operations).exclude(["effect", "fault"]),
  ...eventFields,
  ...endFields,
});
/** As a worker sends it. */
export type Announcement = z.infer<typeof announcementSchema>;

/** What a worker asks the ledger to do. */
export const effectRequestSchema = z.strictObject({
  ...eventFields,
  run: eventFields.run.unwrap(),
  milestone: eventFields.milestone.unwrap(),
  key: z.string().min(1).optional().describe("idempotency key: an effect with a key that was seen is not had again"),
});
/** As a worker sends it. */
export type EffectRequest = z.infer<typeof effectRequestSchema>;

/** One line of a history. */
export const historyEventSchema = z
  .strictObject({
    time: z.number().nonnegative().describe("milliseconds since the start, on one observer's monotonic clock"),
    type: z.enum(eventTypes).describe("about to; done; refused; unknown whether it took or will take effect"),
    operation: z.enum(operations),
    ...eventFields,
    ...endFields,
    repeated: z.boolean().optional().describe("of an accepted effect: its key was seen before, nothing happened again"),
    fault: z.enum(faultKinds).optional().describe("what was done to the worker, or to the store"),
  })
  .refine((event) => (event.operation === "fault") === (event.fault !== undefined), {
    message: "`fault` stands with the operation `fault`, and only there",
    path: ["fault"],
  })
  .refine((event) => event.run !== undefined || !needsRun(event), {
    message: "a granted reservation and an effect name their run",
    path: ["run"],
  });
/** An event as it stands in a history. */
export type HistoryEvent = z.infer<typeof historyEventSchema>;

function needsRun({ operation, type }: { operation: string; type: string }): boolean {
  return operation === "effect" || (operation === "reserve" && type === "ok");
}

/** The first line of a history: what is needed to judge it and to make it again. */
export const historyHeaderSchema = z.strictObject({
  format: z.literal(historyFormat),
  startedAt: z.iso.datetime(),
  target: z.string(),
  database: z.string().optional(),
  fault: z.string().optional(),
  seed: z.int().optional(),
  takeoverBoundMilliseconds: z
    .number()
    .positive()
    .describe("time to live + clean + poll + tolerance: after an owner's end, another one reserves within it"),
  timeToLiveMilliseconds: z
    .number()
    .positive()
    .optional()
    .describe("how long a run without a sign of life is left alone; without it, the cleaner's accuracy is not judged"),
  timeoutMilliseconds: z.number().positive().optional().describe("how long a run may take, whatever its signs of life"),
  milestones: z
    .array(z.string().min(1))
    .optional()
    .describe("the critical actions of a run; without it, those of the first undisturbed slot"),
});
/** A header as it stands in a history. */
export type HistoryHeader = z.infer<typeof historyHeaderSchema>;

/** What happened, in the order in which the witness saw it. An event's number, from 1, is its place. */
export interface History {
  readonly header: HistoryHeader;
  readonly events: readonly HistoryEvent[];
}
