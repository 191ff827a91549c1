import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type History, historyEventSchema, historyHeaderSchema } from "./event.ts";

/** Writes a history as NDJSON, header first; the file appears when it is complete. */
export async function writeHistory(file: string, { header, events }: History): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(""));
  await rename(unfinished, file);
}

/** Reads all of a history that was judged before, so each line is known to be good; undefined where it is longer than asked. */
export async function readHistory(file: string, longestBytes: number): Promise<History | undefined> {
  if ((await stat(file)).size > longestBytes) return undefined;
  const [header, ...events] = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  return {
    header: historyHeaderSchema.parse(JSON.parse(header ?? "")),
    events: events.map((line) => historyEventSchema.parse(JSON.parse(line))),
  };
}
