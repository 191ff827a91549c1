import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Stops a process and all that it started, also indirectly (SIGSTOP): they hold what they have, and do nothing. */
export async function freezeTree(root: number): Promise<void> {
  const frozen = new Set<number>();
  // The parents first: what is stopped starts nothing new, so that the search comes to an end.
  for (let fresh = [root]; fresh.length > 0; fresh = (await descendants(root)).filter((pid) => !frozen.has(pid))) {
    for (const pid of fresh) {
      signalProcess(pid, "SIGSTOP");
      frozen.add(pid);
    }
  }
}

/** Sends a signal to all that a process started, also indirectly, but not to itself. */
export async function signalDescendants(root: number, signal: NodeJS.Signals): Promise<void> {
  for (const pid of await descendants(root)) signalProcess(pid, signal);
}

/** Sends a signal to a process; one that is gone already needs none. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function descendants(root: number): Promise<number[]> {
  const parents = process.platform === "linux" ? await parentsByProc() : await parentsByPs();
  const found: number[] = [];
  for (let generation = [root]; generation.length > 0; found.push(...generation)) {
    generation = parents.filter(({ parent }) => generation.includes(parent)).map(({ pid }) => pid);
  }
  return found;
}

interface Parenthood {
  readonly pid: number;
  readonly parent: number;
}

// Small images have no `ps`.
async function parentsByProc(): Promise<Parenthood[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      // pid (name) state parent …; the name may hold anything (proc_pid_stat(5)).
      const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
      return { pid: Number(pid), parent: Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]) };
    }),
  );
  return all.filter(({ parent }) => !Number.isNaN(parent));
}

async function parentsByPs(): Promise<Parenthood[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = Number.NaN, parent = Number.NaN]) => ({ pid, parent }));
}
