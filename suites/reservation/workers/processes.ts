import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const keptOutputCharacters = 2_000;

/** How a worker is started; what else it has to know stands in its environment (README.md, "A worker"). */
export interface WorkerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The worker processes of one run. */
export interface WorkerProcesses {
  start(worker: string, command: WorkerCommand): void;
  /** Sends a signal to a worker that runs. */
  signal(worker: string, signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): void;
  /** Settles when a worker ends that was not killed here, with what it wrote last. */
  readonly unexpectedEnd: Promise<{ readonly worker: string; readonly reason: string }>;
  /** Waits until all workers have ended by themselves, kills the rest after the time given, ends the guard. */
  end(patienceMilliseconds: number): Promise<void>;
}

/** Starts the guard, and no worker yet. */
export function createWorkerProcesses(): WorkerProcesses {
  const workers = new Map<string, ChildProcess>();
  const unexpected = Promise.withResolvers<{ worker: string; reason: string }>();
  let ending = false;
  const guardPath = fileURLToPath(new URL(`./guard${extname(import.meta.url)}`, import.meta.url));
  const guard = spawn(process.execPath, ["--no-warnings", guardPath], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.stdin.on("error", () => {});
  const guardEnded = once(guard, "close");

  return {
    start(worker, { program, args, env }) {
      const child = spawn(program, args, {
        env: { ...process.env, ...env },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let output = "";
      child.stderr.on("data", (chunk) => {
        output = `${output}${chunk}`.slice(-keptOutputCharacters);
      });
      child.on("error", (error) => {
        output += error.message;
      });
      if (child.pid !== undefined) guard.stdin.write(`+${child.pid}\n`);
      child.on("close", (code, signal) => {
        workers.delete(worker);
        if (child.pid !== undefined) guard.stdin.write(`-${child.pid}\n`);
        if (ending || child.killed) return;
        const said = output.trim().replaceAll(/\s*\n\s*/g, "; ");
        unexpected.resolve({ worker, reason: `ended with ${signal ?? code}${said === "" ? "" : `: ${said}`}` });
      });
      workers.set(worker, child);
    },
    signal(worker, signal) {
      const child = workers.get(worker);
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      if (signal === "SIGKILL") child.kill(signal);
      // Not child.kill, which would take it as killed.
      else process.kill(child.pid, signal);
    },
    unexpectedEnd: unexpected.promise,
    async end(patienceMilliseconds) {
      ending = true;
      const closed = [...workers.values()].map((child) => once(child, "close"));
      for (const worker of workers.keys()) this.signal(worker, "SIGCONT");
      await Promise.race([Promise.all(closed), delay(patienceMilliseconds, undefined, { ref: false })]);
      for (const worker of workers.keys()) this.signal(worker, "SIGKILL");
      await Promise.all(closed);
      guard.stdin.end();
      await guardEnded;
    },
  };
}
