import { z } from "zod";

/** Identifies the version of the history's format; a reader refuses another one. */
export const historyFormat = "tercet-history/1";

/**
 * What a worker does. `look`, `check`, `milestone`, `heartbeat` are announced where a protocol has them; `reserve` and
 * `finish` always. `effect` is written by the ledger, `fault` by the harness.
 */
export const operations = [
  "clean",
  "look",
  "reserve",
  "heartbeat",
  "milestone",
  "check",
  "effect",
  "finish",
  "fault",
] as const;

const eventFields = {
  worker: z.string().min(1),
  job: z.string().min(1),
  run: z
    .string()
    .min(1)
    .optional()
    .describe("the reservation as the worker names it; unique together with the worker; absent before it has one"),
  token: z.int().nonnegative().optional().describe("fencing token; absent where the protocol has none"),
  milestone: z.string().min(1).optional(),
  slot: z.string().min(1).optional().describe("when the run fell due"),
};

/** What a worker announces to the witness. */
export const announcementSchema = z.strictObject({
  type: z
    .enum(["invoke", "ok", "fail", "info"])
    .describe("about to; done; refused; unknown whether it took or will take effect"),
  operation: z.enum(operations).exclude(["effect", "fault"]),
  ...eventFields,
});
export type Announcement = z.infer<typeof announcementSchema>;

/** What a worker asks the ledger to do. */
export const effectRequestSchema = z.strictObject({
  ...eventFields,
  run: eventFields.run.unwrap(),
  milestone: eventFields.milestone.unwrap(),
});
export type EffectRequest = z.infer<typeof effectRequestSchema>;

/** One line of a history. */
export const historyEventSchema = z
  .strictObject({
    time: z.number().nonnegative().describe("milliseconds since the start, on the witness's monotonic clock"),
    type: announcementSchema.shape.type,
    operation: z.enum(operations),
    ...eventFields,
    fault: z.enum(["stopped", "resumed", "killed"]).optional().describe("what was done to the worker"),
  })
  .refine((event) => (event.operation === "fault") === (event.fault !== undefined), {
    message: "`fault` stands with the operation `fault`, and only there",
    path: ["fault"],
  })
  .refine((event) => event.run !== undefined || !needsRun(event), {
    message: "a granted reservation and an effect name their run",
    path: ["run"],
  });
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
});
export type HistoryHeader = z.infer<typeof historyHeaderSchema>;

/** What happened, in the order in which the witness saw it. An event's number, from 1, is its place. */
export interface History {
  readonly header: HistoryHeader;
  readonly events: readonly HistoryEvent[];
}
