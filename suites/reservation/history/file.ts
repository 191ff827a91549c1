import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";
import { TercetError } from "../../../contracts/index.ts";
import { type History, type HistoryEvent, historyEventSchema, historyHeaderSchema } from "./event.ts";

/** Writes a history as NDJSON, header first; the file appears when it is complete. */
export async function writeHistory(file: string, { header, events }: History): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(""));
  await rename(unfinished, file);
}

/** Reads a history; `source` names the file in errors. Throws `TercetError` (`usage`) with the number of the first bad line and the reason. */
export async function readHistory(file: string, source = file): Promise<History> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new TercetError("usage", `The history ${source} cannot be read (${reason}): give a readable NDJSON file.`, {
      place: { file: source },
      cause,
    });
  }
  return parseHistory(text, source);
}

/** Parses a history; `source` names it in errors. Throws as `readHistory`. */
export function parseHistory(text: string, source: string): History {
  const lines = text.split("\n");
  // What stands after the last line end is a line that was cut off.
  const rest = lines.pop();
  if (rest !== "") throw bad(source, lines.length + 1, "the line is cut off: it does not end with a line feed");
  if (lines.length === 0) throw bad(source, 1, "the file is empty; the first line is the header");
  const header = parseLine(lines[0] ?? "", historyHeaderSchema, source, 1);
  const events: HistoryEvent[] = [];
  let latest = 0;
  for (let index = 1; index < lines.length; index++) {
    const event = parseLine(lines[index] ?? "", historyEventSchema, source, index + 1);
    if (event.time < latest)
      throw bad(source, index + 1, `/time: ${event.time} is before ${latest} of an earlier line`);
    latest = event.time;
    events.push(event);
  }
  return { header, events };
}

function parseLine<S extends z.ZodType>(line: string, schema: S, source: string, number: number): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw bad(source, number, `not JSON: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw bad(source, number, `/${issue?.path.join("/")}: ${issue?.message}`);
}

function bad(file: string, line: number, reason: string): TercetError {
  return new TercetError(
    "usage",
    `${file}, line ${line}, is not part of a history: ${reason}. suites/reservation/README.md describes the format.`,
    { place: { file, rule: `line ${line}` } },
  );
}
