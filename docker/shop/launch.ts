import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, createReadStream, openSync } from "node:fs";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { TercetError } from "../../contracts/index.ts";

const startMilliseconds = 30_000;
/** A little longer than a service takes for its requests in progress. */
const stopMilliseconds = 8_000;

/** A process of the shop that serves. */
export interface Instance {
  readonly name: string;
  readonly url: string;
  /** Ends the process: in order, and by force when that takes too long. */
  stop(): Promise<void>;
}

/**
 * Starts a service as a process of its own and returns when it serves. Its log goes to `logFile`. It ends with this
 * process, however that ends. Throws `TercetError` (`surroundings`) with the reason when it does not come up in time.
 */
export async function launch(options: {
  /** `carts`, the folder of its `main`. */
  readonly service: string;
  readonly dataCentre: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly signal: AbortSignal;
}): Promise<Instance> {
  const { service, dataCentre, logFile, signal } = options;
  const name = `${service} in ${dataCentre}`;
  const log = openSync(logFile, "w");
  // Built, this file is JavaScript, and so are the services.
  const main = fileURLToPath(new URL(`./${service}/main${extname(import.meta.url)}`, import.meta.url));
  const child = fork(main, [], {
    execArgv: ["--no-warnings"],
    // In a session of its own: Ctrl-C on the terminal reaches the harness alone, which first cleans up.
    detached: true,
    stdio: ["ignore", log, "pipe", "ipc"],
    env: { HOST: "127.0.0.1", PORT: "0", DATA_CENTRE: dataCentre, ...options.variables },
  });
  closeSync(log);
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (complaint.length < 4_000) complaint += chunk.toString();
  });
  const stop = () => end(child);
  try {
    const { port } = await firstMessage(child, signal);
    return { name, url: `https://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    signal.throwIfAborted();
    const reason = (await lastWords(logFile)) ?? (complaint.trim().split("\n").at(0) || (error as Error).message);
    throw new TercetError("surroundings", `The shop's ${name} did not start: ${reason}. Its log is ${logFile}.`, {
      cause: error,
    });
  }
}

async function firstMessage(child: ChildProcess, signal: AbortSignal): Promise<{ readonly port: number }> {
  const settled = new AbortController();
  const patience = AbortSignal.any([signal, settled.signal]);
  try {
    return await Promise.race([
      once(child, "message", { signal: patience }).then(([message]) => message as { port: number }),
      once(child, "exit", { signal: patience }).then(([code, by]) => {
        throw new Error(`it ended with ${by ?? `exit code ${code}`}`);
      }),
      delay(startMilliseconds, undefined, { signal: patience, ref: false }).then(() => {
        throw new Error(`it was not ready after ${startMilliseconds / 1000} s`);
      }),
    ]);
  } finally {
    settled.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopMilliseconds);
  await exited;
  clearTimeout(timer);
}

/** The message of the log's last line that tells of a failure. */
async function lastWords(logFile: string): Promise<string | undefined> {
  let words: string | undefined;
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    try {
      const { level, message } = JSON.parse(line) as { level?: string; message?: string };
      if (level === "fatal" || level === "error") words = message;
    } catch {}
  }
  return words;
}
