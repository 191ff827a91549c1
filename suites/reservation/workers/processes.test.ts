import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProcessCommand } from "./command.ts";
import { createWorkerProcesses } from "./processes.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tercet-workers-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** A worker that writes its process id to a file, and then does nothing. */
function idle(name: string): ProcessCommand {
  const program = "fs.writeFileSync(process.env.PID_FILE, String(process.pid)); setInterval(() => {}, 1000)";
  return { program: process.execPath, args: ["--eval", program], env: { PID_FILE: join(directory, name) } };
}

async function pidOf(name: string): Promise<number> {
  const read = () => readFile(join(directory, name), "utf8").catch(() => "");
  await expect.poll(read, { timeout: 30_000 }).toMatch(/^\d+$/);
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
  await processes.start("w1", idle("w1"));
  await processes.start("w2", idle("w2"));
  const pids = [await pidOf("w1"), await pidOf("w2")];
  await processes.signal("w2", "SIGSTOP");
  expect(pids.map(isAlive)).toEqual([true, true]);
  await processes.end(100);
  expect(pids.map(isAlive)).toEqual([false, false]);
});

test("a worker that was killed on purpose is no unexpected end, one that fails is", async () => {
  const ended = Promise.withResolvers<{ worker: string; reason: string }>();
  const processes = createWorkerProcesses((worker, reason) => ended.resolve({ worker, reason }));
  await processes.start("w1", idle("w1"));
  await processes.signal("w1", "SIGKILL");
  await processes.start("w2", {
    ...idle("w2"),
    args: ["--eval", "console.error('out of paper'); process.exitCode = 7"],
  });
  expect(await ended.promise).toEqual({ worker: "w2", reason: "ended with 7: out of paper" });
  await processes.end(100);
});

test("what a worker has started is stopped and ended with it, as behind a launcher", async () => {
  const file = join(directory, "beats");
  const beat = `while true; do echo >> ${file}; sleep 0.02; done`;
  const processes = createWorkerProcesses();
  await processes.start("w1", { program: "sh", args: ["-c", `(${beat}) & wait`], env: {} });
  const beats = async () => (await readFile(file, "utf8").catch(() => "")).length;
  await expect.poll(beats, { timeout: 30_000 }).toBeGreaterThan(3);
  await processes.signal("w1", "SIGSTOP");
  const stopped = await beats();
  // What was written when the signal came may be one more.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await beats()).toBeLessThanOrEqual(stopped + 1);
  await processes.signal("w1", "SIGCONT");
  await expect.poll(beats, { timeout: 30_000 }).toBeGreaterThan(stopped + 3);
  await processes.signal("w1", "SIGKILL");
  await processes.end(0);
  const ended = await beats();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await beats()).toBeLessThanOrEqual(ended + 1);
});

test("a stopped worker ends when the harness is killed", async () => {
  const module = fileURLToPath(new URL("./processes.ts", import.meta.url));
  const harness = spawn(process.execPath, [
    ...["--no-warnings", "--input-type=module", "--eval"],
    `const { createWorkerProcesses } = await import(${JSON.stringify(module)});
     const processes = createWorkerProcesses();
     await processes.start("w1", ${JSON.stringify(idle("w1"))});
     process.stdin.once("data", async () => {
       await processes.signal("w1", "SIGSTOP");
       process.stdout.write("stopped");
     });`,
  ]);
  const pid = await pidOf("w1");
  harness.stdin.write("stop it");
  await once(harness.stdout, "data");
  harness.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
});
