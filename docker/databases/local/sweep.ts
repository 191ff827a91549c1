import { readdir, readFile, readlink, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../is-alive.ts";
import { signalProcess } from "./process-tree.ts";

/** Every database of this machine has a folder of this name and some random letters in the system's temporary folder. */
export const directoryPrefix = "tercet-database-";
/** Holds, in that folder, the process id of the keeper. */
export const keeperFile = "keeper.pid";

const graceMilliseconds = 60_000;
const endMilliseconds = 5_000;
const lookMilliseconds = 50;

/**
 * Ends servers, also paused ones, and removes data whose keeper is gone, that is was killed itself. A folder of a living
 * keeper, or one so young that its keeper may not have signed yet, is left alone.
 */
export async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(directoryPrefix)) continue;
    const directory = join(tmpdir(), name);
    try {
      if (await inUse(directory)) continue;
      await endServers(await realpath(directory));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Another process sweeps too, or the folder is another user's: the sweep is a courtesy and stops no start.
    }
  }
}

async function inUse(directory: string): Promise<boolean> {
  const signature = await readFile(join(directory, keeperFile), "utf8").catch(() => "");
  const keeper = Number.parseInt(signature, 10);
  if (Number.isNaN(keeper)) return Date.now() - (await stat(directory)).mtimeMs < graceMilliseconds;
  if (!isAlive(keeper)) return false;
  // A process id is given out again: where the system tells (Linux), look whether it is a keeper still.
  const commandLine = await readFile(`/proc/${keeper}/cmdline`, "utf8").catch(() => "keeper");
  return commandLine.includes("keeper");
}

/** A signal by which they end at once and give their shared memory back; for those who do not, the one that nobody survives. */
async function endServers(directory: string): Promise<void> {
  const deadline = performance.now() + endMilliseconds;
  for (let signal: NodeJS.Signals = "SIGQUIT"; ; signal = performance.now() < deadline ? signal : "SIGKILL") {
    const left = await workingIn(directory);
    if (left.length === 0) return;
    for (const pid of left) {
      signalProcess(pid, signal);
      signalProcess(pid, "SIGCONT");
    }
    await delay(lookMilliseconds);
    if (performance.now() > 2 * endMilliseconds + deadline) return;
  }
}

/** The processes whose working folder is that one or below it; empty where the system does not tell (it is Linux that does). */
async function workingIn(directory: string): Promise<number[]> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const folder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
      return folder === directory || folder.startsWith(directory + sep) ? Number(pid) : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}
