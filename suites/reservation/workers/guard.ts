// Ends workers when the harness is gone: a worker that the harness stopped cannot notice that by itself, and a killed
// harness cannot end it. Reads numbers of process groups from standard input, `+GROUP` for a started and `-GROUP` for an
// ended one, and kills those that are left when the input ends; then it removes the folder that `/FOLDER` named, where one
// did. Runs in a session of its own, out of reach of Ctrl-C.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

const groups = new Set<number>();
let folder: string | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line.slice(1));
  if (line.startsWith("/")) folder = line;
  else if (line.startsWith("+")) groups.add(group);
  else groups.delete(group);
}
for (const group of groups) {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
