// Ends workers when the harness is gone: a worker that the harness stopped cannot notice that by itself, and a killed
// harness cannot end it. Reads process ids from standard input, `+PID` for a started and `-PID` for an ended one, and
// kills those that are left when the input ends. Runs in a session of its own, out of reach of Ctrl-C.
import { createInterface } from "node:readline";

const workers = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith("+")) workers.add(pid);
  else workers.delete(pid);
}
for (const pid of workers) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
