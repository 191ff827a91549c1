import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorkerProcesses, type WorkerCommand } from "./processes.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-workers-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** A worker that writes its process id to a file, and then does nothing. */
function idle(name: string): WorkerCommand {
  const program = "fs.writeFileSync(process.env.PID_FILE, String(process.pid)); setInterval(() => {}, 1000)";
  return { program: process.execPath, args: ["--eval", program], env: { PID_FILE: join(directory, name) } };
}

async function pidOf(name: string): Promise<number> {
  const read = () => readFile(join(directory, name), "utf8").catch(() => "");
  await expect.poll(read, { timeout: 10_000 }).toMatch(/^\d+$/);
  return Number(await read());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("end kills the workers that do not end by themselves, stopped ones too", async () => {
  const processes = createWorkerProcesses();
  processes.start("w1", idle("w1"));
  processes.start("w2", idle("w2"));
  const pids = [await pidOf("w1"), await pidOf("w2")];
  processes.signal("w2", "SIGSTOP");
  expect(pids.map(isAlive)).toEqual([true, true]);
  await processes.end(100);
  expect(pids.map(isAlive)).toEqual([false, false]);
});

test("a worker that was killed on purpose is no unexpected end, one that fails is", async () => {
  const processes = createWorkerProcesses();
  processes.start("w1", idle("w1"));
  processes.signal("w1", "SIGKILL");
  processes.start("w2", { ...idle("w2"), args: ["--eval", "console.error('out of paper'); process.exitCode = 7"] });
  expect(await processes.unexpectedEnd).toEqual({ worker: "w2", reason: "ended with 7: out of paper" });
  await processes.end(100);
});

test("a stopped worker ends when the harness is killed", async () => {
  const module = fileURLToPath(new URL("./processes.ts", import.meta.url));
  const harness = spawn(process.execPath, [
    ...["--no-warnings", "--input-type=module", "--eval"],
    `const { createWorkerProcesses } = await import(${JSON.stringify(module)});
     const processes = createWorkerProcesses();
     processes.start("w1", ${JSON.stringify(idle("w1"))});
     process.stdin.once("data", () => {
       processes.signal("w1", "SIGSTOP");
       process.stdout.write("stopped");
     });`,
  ]);
  const pid = await pidOf("w1");
  harness.stdin.write("stop it");
  await once(harness.stdout, "data");
  harness.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});
