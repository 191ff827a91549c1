import { readFile } from "node:fs/promises";
import { z } from "zod";
import { reasonOf, TercetError } from "../../../contracts/index.ts";
import { shortTiming } from "../timing.ts";

const seconds = z.number().positive().max(3_600);

const jobFileSchema = z
  .strictObject({
    name: z.string().min(1).describe("the job's name, where the program has one of its own"),
    milestones: z
      .array(z.string().regex(/^[^,]+$/, "no commas are expected"))
      .min(1)
      .describe("its critical actions, in order"),
    everySeconds: seconds.describe("between two slots"),
    timeoutSeconds: seconds.describe("how long a run may take, whatever its signs of life"),
    heartbeatSeconds: seconds.describe("between two signs of life"),
    timeToLiveSeconds: seconds.describe("how long a run without a sign of life is left alone"),
    pollSeconds: seconds.describe("between two looks at the job by a worker that was not granted it"),
    toleranceSeconds: seconds.describe("added to the bound within which a job must be taken over"),
  })
  .partial();

/** What a program's job is like, where it cannot be what the harness would choose; every member may be left out. */
export type JobFile = { readonly [Name in keyof Members]?: NonNullable<Members[Name]> };
type Members = z.output<typeof jobFileSchema>;

/** Reads a file of JSON; `shown` is how the user named it. Throws `TercetError` (`usage`) with what is wrong in it. */
export async function readJobFile(file: string, shown: string): Promise<JobFile> {
  let text: string;
  let value: unknown;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new TercetError("usage", `The job file ${shown} cannot be read: ${reasonOf(cause)}.`, { cause });
  }
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TercetError("usage", `The job file ${shown} is no JSON: ${reasonOf(cause)}.`, { cause });
  }
  const parsed = jobFileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TercetError("usage", `The job file ${shown}, /${issue?.path.join("/")}: ${issue?.message}.`);
  }
  // JSON has no undefined: a member that is left out is not there.
  const job = parsed.data as JobFile;
  const { heartbeatSeconds, timeToLiveSeconds } = { ...shortTiming, ...job };
  if (timeToLiveSeconds <= heartbeatSeconds) {
    throw new TercetError(
      "usage",
      `The job file ${shown}: a time to live of ${timeToLiveSeconds} s is over before the second sign of life, after ${heartbeatSeconds} s.`,
    );
  }
  return job;
}
