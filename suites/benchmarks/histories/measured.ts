import { z } from "zod";
import { ownProgram, runToEnd } from "../child.ts";

const measuredSchema = z.object({
  /** Of the processor. */
  milliseconds: z.number(),
  /** What the checker remembers when it has seen all; only where it is given columns. */
  keptMegabytes: z.number().optional(),
  /** Of the whole process, Node.js and all. */
  peakMegabytes: z.number(),
  violated: z.array(z.string()).readonly(),
});
/** What judging or parsing one history took, and which properties it found violated. */
export type Measured = z.infer<typeof measuredSchema>;

/** How the checker is given a history; `parsed`: it is not, and `JSON.parse` reads each line for comparison. */
export type Form = "columnar" | "ndjson" | "parsed";

/** Judges or parses a history in a process of its own. */
export async function measureHistory(file: string, form: Form): Promise<Measured> {
  const { exitCode, output, errors } = await runToEnd(ownProgram("./histories/measure.ts"), [file, form]);
  if (exitCode !== 0) throw new Error(`judging ${file} ended with ${exitCode}: ${(errors + output).slice(-500)}`);
  return measuredSchema.parse(JSON.parse(output));
}
