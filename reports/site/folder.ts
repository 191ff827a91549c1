import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { TercetError } from "../../contracts/index.ts";

/** Stands in every folder that this program made: only such a one is ever replaced. */
const markerName = ".tercet-report";

/**
 * Makes a folder as a whole: `fill` writes into a new one beside it, which then takes its place. An older folder is
 * replaced only where it was made this way, or is empty; else `TercetError` (`usage`), and nothing is touched.
 */
export async function replaceFolder(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const target = resolve(folder);
  await refuseForeign(target, folder);
  const beside = (suffix: string) => join(dirname(target), `.${basename(target)}.${randomUUID()}.${suffix}`);
  const temporary = beside("new");
  const old = beside("old");
  try {
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, markerName), "Made by tercet report build, which may replace this folder.\n");
    await fill(temporary);
    if (existsSync(target)) await rename(target, old);
    await rename(temporary, target);
  } catch (cause) {
    if (!existsSync(target) && existsSync(old)) await rename(old, target);
    if (!isFileSystemError(cause)) throw cause;
    throw new TercetError("usage", `${folder} cannot be written: ${cause.message}. Give another folder with --out.`, {
      cause,
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

async function refuseForeign(target: string, name: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(target);
  } catch (error) {
    if (isFileSystemError(error) && error.code === "ENOENT") return;
    throw new TercetError("usage", `${name} is not a folder that can be written to: give another one with --out.`);
  }
  if (entries.length > 0 && !entries.includes(markerName)) {
    throw new TercetError(
      "usage",
      `${name} holds files that this command did not make: give another folder with --out.`,
    );
  }
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
