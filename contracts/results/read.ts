import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { TercetError } from "../errors.ts";
import { type Event, eventLogSchema, eventSchema } from "./events.ts";

/**
 * Reads an event log line by line. A last line that was cut (the run was killed while it wrote) is left out and told to
 * `note`. Throws `TercetError`: `usage` where the file cannot be read, `contract` for a line that is no event.
 */
export async function* readEvents(file: string, note: (message: string) => void): AsyncGenerator<Event, void, void> {
  let number = 0;
  let unparsable: number | undefined;
  let events = 0;
  for await (const line of linesOf(file)) {
    number++;
    if (unparsable !== undefined) throw invalid(file, unparsable, "it is not JSON");
    if (line.trim() === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      unparsable = number;
      continue;
    }
    events++;
    yield parseEvent(value, file, number);
  }
  // A log begins with a whole line: a file whose only line is broken is something else.
  if (unparsable !== undefined && events === 0) throw invalid(file, unparsable, "it is not JSON");
  if (unparsable !== undefined) note(`${file}:${unparsable} is cut off: the run was killed; the rest is shown.`);
  if (number === 0) throw invalid(file, 1, "the file is empty");
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, "utf8");
  try {
    // readline gives no error of its input to its iterator before the first line; opening is awaited by itself.
    await new Promise<void>((resolve, reject) => input.once("open", () => resolve()).once("error", reject));
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TercetError(
      "usage",
      `The event log ${file} cannot be read (${reason}): write one with \`--report events=FILE\`.`,
      { place: { file }, cause },
    );
  } finally {
    input.destroy();
  }
}

function parseEvent(value: unknown, file: string, line: number): Event {
  const parsed = eventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const written = z.object({ schema: z.string().regex(/^tercet-events\//) }).safeParse(value);
  if (written.success && written.data.schema !== eventLogSchema) {
    throw invalid(file, line, `it was written as ${written.data.schema} and this program reads ${eventLogSchema}`);
  }
  const issue = parsed.error.issues[0];
  throw invalid(file, line, `at /${issue?.path.join("/") ?? ""} ${issue?.message ?? "it does not conform"}`);
}

function invalid(file: string, line: number, reason: string): TercetError {
  return new TercetError(
    "contract",
    `${file}:${line} is not an event of ${eventLogSchema}: ${reason}. Give a log that \`--report events=FILE\` wrote.`,
    { place: { file } },
  );
}
