import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { ProcessCommand } from "./command.ts";
import type { Worker } from "./worker.ts";

const keptOutputCharacters = 4_000;
/** How long the output of a process that has ended is waited for, where somebody else still holds it open. */
const outputMilliseconds = 1_000;

/** Is told of the process groups that live, so that it can end them when the harness is gone. */
export interface Guard {
  started(group: number): void;
  ended(group: number): void;
}

/** Starts a worker as a process in a process group of its own. */
export function startProcess({ program, args, env, directory }: ProcessCommand, guard: Guard): Worker {
  const child = spawn(program, args, {
    ...(directory === undefined ? {} : { cwd: directory }),
    env: { ...process.env, ...env },
    // What is done to it is done to its whole group, since npm, a shell or a launcher may stand between.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output = `${output}${chunk}`.slice(-keptOutputCharacters);
    });
  }
  const group = child.pid;
  if (group !== undefined) guard.started(group);
  const signal = async (name: NodeJS.Signals) => {
    if (group === undefined) return;
    try {
      process.kill(-group, name);
    } catch {
      // Nothing of it is left.
    }
  };
  const closed = new Promise((resolve) => child.once("close", resolve));
  const end = async () => {
    const [code, by] = await once(child, "exit");
    // What it started does not outlive it.
    await signal("SIGKILL");
    if (group !== undefined) guard.ended(group);
    await Promise.race([closed, delay(outputMilliseconds, undefined, { ref: false })]);
    return `ended with ${by ?? code}`;
  };
  return {
    stop: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    kill: () => signal("SIGKILL"),
    ended: end().catch((error: Error) => `could not be started: ${error.message}`),
    output: async () => output,
  };
}
