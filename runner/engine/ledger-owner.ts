import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Which process writes a ledger: as it stands in the file's name. */
export interface LedgerOwner {
  readonly host: string;
  readonly pid: number;
  /** When the process started, in a form that only compares; a later process with the same pid has another one. */
  readonly startedAt: string;
}

/** This process. */
export function thisOwner(): LedgerOwner {
  return {
    host: hostname().replaceAll(/[^\w.-]/g, "_"),
    pid: process.pid,
    startedAt: startOf(process.pid) ?? "unknown",
  };
}

/** Whether the process may still be writing; one of another machine may, for as long as any scenario can last. */
export function isAlive(owner: LedgerOwner, lastWrittenAt: Date, now = new Date()): boolean {
  const here = thisOwner();
  if (owner.host !== here.host) return now.getTime() - lastWrittenAt.getTime() < longestRunMilliseconds;
  return startOf(owner.pid) === owner.startedAt;
}

/** The longest timeout of a scenario and its clean-up, doubled. */
const longestRunMilliseconds = 2 * 3600 * 1000;

/** Boot and start time of a process on Linux (proc(5), `stat`, field 22); elsewhere only whether it is there. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
    // The command's name, in parentheses, may hold spaces; what follows the last one does not.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : `${boot}.${fields[19]}`;
  } catch {
    return process.platform === "linux" ? undefined : signalled(pid);
  }
}

function signalled(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return "unknown";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "unknown" : undefined;
  }
}
