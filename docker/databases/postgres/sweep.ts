import { readdir, readFile, readlink, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Every embedded server has a folder of this name and some random letters in the system's temporary folder. */
export const directoryPrefix = "tercet-postgres-data-";
/** Holds, in that folder, the process id of the keeper. */
export const keeperFile = "keeper.pid";

const graceMilliseconds = 60_000;

/**
 * Ends servers and removes data whose keeper is gone, that is was killed itself. A folder of a living keeper, or one so
 * young that its keeper may not have signed yet, is left alone.
 */
export async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(directoryPrefix)) continue;
    const directory = join(tmpdir(), name);
    try {
      if (await inUse(directory)) continue;
      await endServer(join(directory, "data"));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Another process sweeps too, or the folder is another user's: the sweep is a courtesy and stops no start.
    }
  }
}

async function inUse(directory: string): Promise<boolean> {
  const keeper = await readPid(join(directory, keeperFile));
  if (keeper === undefined) return Date.now() - (await stat(directory)).mtimeMs < graceMilliseconds;
  if (!isAlive(keeper)) return false;
  // A process id is given out again: where the system tells (Linux), look whether it is a keeper still.
  const commandLine = await readFile(`/proc/${keeper}/cmdline`, "utf8").catch(() => "keeper");
  return commandLine.includes("keeper");
}

async function endServer(data: string): Promise<void> {
  const server = await readPid(join(data, "postmaster.pid"));
  if (server === undefined || !isAlive(server)) return;
  const folder = await readlink(`/proc/${server}/cwd`).catch(() => undefined);
  if (folder !== (await realpath(data))) return;
  process.kill(server, "SIGQUIT");
}

/** The number in the first line; undefined where there is no such file. */
async function readPid(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
