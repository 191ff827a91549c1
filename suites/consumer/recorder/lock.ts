import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TercetError } from "../../../contracts/portable.ts";

const pauseMilliseconds = 20;
const deadlineMilliseconds = 20_000;

/**
 * Does something to a file while no other process does: test files run in parallel. The lock stands beside the file and
 * says whose it is; that of a process that is gone is removed. Throws `TercetError` (`surroundings`) after 20 seconds.
 */
export async function withLock<T>(file: string, act: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  await mkdir(dirname(file), { recursive: true });
  const endsAt = Date.now() + deadlineMilliseconds;
  while (!(await take(lock))) {
    if (Date.now() > endsAt) {
      throw new TercetError("surroundings", `${lock} is held by another process; remove it if none is running.`);
    }
    if (!(await removeForsaken(lock))) await sleep(pauseMilliseconds);
  }
  try {
    return await act();
  } finally {
    await rm(lock, { force: true });
  }
}

/** The lock appears whole, with whose it is: a process that is killed in between leaves none that nobody owns. */
async function take(lock: string): Promise<boolean> {
  const own = `${lock}.${randomUUID()}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/**
 * One process at a time removes, and looks again before it does: another one may have removed the lock already, and what
 * lies there now be held. True where it is gone.
 */
async function removeForsaken(lock: string): Promise<boolean> {
  const removal = `${lock}.removal`;
  if (!(await isForsaken(lock)) || !(await take(removal))) return false;
  try {
    if (!(await isForsaken(lock))) return false;
    await rm(lock, { force: true });
    return true;
  } finally {
    await rm(removal, { force: true });
  }
}

/** Signal 0 asks whether a process is there. */
async function isForsaken(lock: string): Promise<boolean> {
  const pid = Number(await readFile(lock, "utf8").catch(() => ""));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
