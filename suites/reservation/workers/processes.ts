import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { WorkerCommand } from "./command.ts";
import { type Containers, openContainers } from "./container.ts";
import { withFolder, withMountedFolder } from "./folder.ts";
import { keepSecretsOf, lastWords } from "./output.ts";
import { startProcess } from "./process.ts";
import type { Worker } from "./worker.ts";

/** The workers of one run, processes and containers alike. */
export interface WorkerProcesses {
  /** Throws `TercetError` (`surroundings`) when a container cannot be started; a process that cannot ends unexpectedly. */
  start(worker: string, command: WorkerCommand): Promise<void>;
  /** The path of a file of this name for the workers to share; it is gone when they are. */
  file(name: string): Promise<string>;
  /** Stops, resumes or kills a worker that runs, and returns when that is done. */
  signal(worker: string, signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): Promise<void>;
  /** What a worker wrote last, in one line without secrets; empty where it wrote nothing. */
  lastWords(worker: string): Promise<string>;
  /** Waits until all workers have ended by themselves, kills the rest after the time given, ends the guard. */
  end(patienceMilliseconds: number): Promise<void>;
}

/** Is told when a worker ends that was not killed here: how, and what it wrote last. */
export type OnUnexpectedEnd = (worker: string, reason: string) => void;

/** Starts the guard, and no worker yet. */
export function createWorkerProcesses(onUnexpectedEnd: OnUnexpectedEnd = () => {}): WorkerProcesses {
  const workers = new Map<string, Worker>();
  const starting = new Set<Promise<void>>();
  const killed = new Set<string>();
  let containers: Promise<Containers> | undefined;
  let folder: Promise<string> | undefined;
  let ending = false;
  const guard = startGuard();

  const file: WorkerProcesses["file"] = async (name) => {
    folder ??= makeFolder(guard.keeps);
    return join(await folder, name);
  };
  const begin = async (name: string, command: WorkerCommand): Promise<Worker> => {
    const own = () => file(`${name}.files`);
    if (!("image" in command)) return startProcess(await withFolder(command, own), guard);
    containers ??= openContainers();
    const { start, reachable } = await containers;
    return start(await withMountedFolder(command, own, reachable));
  };
  const start = async (name: string, command: WorkerCommand) => {
    keepSecretsOf({ ...command.env, ...command.folder?.files });
    const worker = await begin(name, command);
    workers.set(name, worker);
    void worker.ended.then(async (how) => {
      workers.delete(name);
      if (ending || killed.has(name)) return;
      const said = lastWords(await worker.output());
      onUnexpectedEnd(name, said === "" ? how : `${how}: ${said}`);
    });
  };
  const signal: WorkerProcesses["signal"] = async (name, kind) => {
    const worker = workers.get(name);
    if (worker === undefined) return;
    if (kind === "SIGKILL") killed.add(name);
    await { SIGSTOP: worker.stop, SIGCONT: worker.resume, SIGKILL: worker.kill }[kind]();
  };
  const signalAll = (kind: "SIGCONT" | "SIGKILL") => Promise.all([...workers.keys()].map((name) => signal(name, kind)));

  return {
    async start(name, command) {
      const started = start(name, command);
      starting.add(started);
      await started.finally(() => starting.delete(started));
    },
    file,
    signal,
    async lastWords(name) {
      return lastWords((await workers.get(name)?.output()) ?? "");
    },
    async end(patienceMilliseconds) {
      ending = true;
      await Promise.allSettled(starting);
      const ended = Promise.all([...workers.values()].map((worker) => worker.ended));
      await signalAll("SIGCONT");
      await Promise.race([ended, delay(patienceMilliseconds, undefined, { ref: false })]);
      await signalAll("SIGKILL");
      await ended;
      await (await containers?.catch(() => undefined))?.close();
      await guard.end();
    },
  };
}

async function makeFolder(keeps: (folder: string) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tercet-job-"));
  keeps(folder);
  return folder;
}

/** The process that ends workers when this one is gone. */
function startGuard() {
  const path = fileURLToPath(new URL(`./guard${extname(import.meta.url)}`, import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", path], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.stdin.on("error", () => {});
  const closed = once(child, "close");
  return {
    started: (group: number) => void child.stdin.write(`+${group}\n`),
    ended: (group: number) => void child.stdin.write(`-${group}\n`),
    keeps: (folder: string) => void child.stdin.write(`${folder}\n`),
    async end() {
      child.stdin.end();
      await closed;
    },
  };
}
