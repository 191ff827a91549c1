import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** True where the machine has a program; where not, it is said aloud that its tests are skipped. */
export async function hasProgram(name: string, version: string): Promise<boolean> {
  try {
    await promisify(execFile)(name, [version]);
    return true;
  } catch {
    process.stderr.write(`skipped: tests with ${name}, since this machine does not have it\n`);
    return false;
  }
}

/** Starts a server with a folder of its own, and returns when it wrote `ready`; the function ends it and removes its data. */
export async function startProgram(
  name: string,
  parameters: (directory: string) => readonly string[],
  ready: string,
): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), `tercet-${name}-`));
  const child = spawn(name, parameters(directory), { stdio: ["ignore", "pipe", "pipe"], cwd: directory });
  const closed = once(child, "close");
  const stop = async () => {
    child.kill("SIGKILL");
    await closed;
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  let said = "";
  const serves = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        said = `${said}${text}`.slice(-4000);
        if (said.includes(ready)) resolve();
      });
    }
  });
  const ended = closed.then(() => {
    throw new Error(`${name} ended: ${said}`);
  });
  ended.catch(() => {});
  try {
    await Promise.race([serves, ended]);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
