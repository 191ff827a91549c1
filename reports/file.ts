import { randomUUID } from "node:crypto";
import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { TercetError } from "../contracts/index.ts";

/**
 * Makes sure, before a run starts, that a report can be written to `file`: its folder is made, and an older report is
 * removed so that it never passes for this run's. Throws `TercetError` (`usage`).
 */
export function prepareFile(file: string): void {
  const refuse = (reason: string) =>
    new TercetError("usage", `The report ${file} cannot be written: ${reason}. Give another file.`, {
      place: { file },
    });
  const present = statSync(file, { throwIfNoEntry: false });
  if (present !== undefined && !present.isFile()) throw refuse("there is something that is not a regular file");
  try {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(dirname(file), constants.W_OK);
    rmSync(file, { force: true });
  } catch (cause) {
    throw refuse(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Writes a file as a whole or not at all: a reader never sees half of it. */
export function writeWhole(file: string, text: string): void {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
