import { z } from "zod";

/** What stands under a job's key. The revision of the write that made it `running` is the run's fencing token. */
const jobRecordSchema = z.object({
  name: z.string(),
  state: z.enum(["running", "settled", "abandoned"]),
  worker: z.string(),
  /** When the run fell due. */
  slot: z.iso.datetime().transform((text) => new Date(text)),
  /** What the run promised its cleaners. */
  timeToLiveSeconds: z.number().positive(),
  timeoutSeconds: z.number().positive(),
  /** The token of the run that ended; absent while it runs. */
  ended: z.number().optional(),
  /** How its owner ended it; absent while it runs, and where a cleaner took it. */
  outcome: z.enum(["succeeded", "failed", "abandoned"]).optional(),
});
/** As it is worked with. */
export type JobRecord = z.output<typeof jobRecordSchema>;

/** Reads a record; throws where the key holds something else. */
export function readJobRecord(value: string): JobRecord {
  return jobRecordSchema.parse(JSON.parse(value));
}

/** The slot that a run would be of: the abandoned one, or the newest that is due; undefined: there is none to run. */
export function slotToRun(
  record: JobRecord | undefined,
  everySeconds: number,
  nowMilliseconds: number,
): Date | undefined {
  if (record?.state === "running") return undefined;
  if (record?.state === "abandoned") return record.slot;
  const everyMilliseconds = everySeconds * 1000;
  const due = new Date(Math.floor(nowMilliseconds / everyMilliseconds) * everyMilliseconds);
  return record === undefined || record.slot < due ? due : undefined;
}
