import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { History } from "./event.ts";

/** Writes a history as NDJSON, header first; the file appears when it is complete. */
export async function writeHistory(file: string, { header, events }: History): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await writeFile(unfinished, [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(""));
  await rename(unfinished, file);
}
