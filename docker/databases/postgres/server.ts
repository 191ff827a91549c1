import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../free-port.ts";
import { capabilities } from "../capabilities.ts";
import { findBinaries } from "./binaries.ts";
import type { UserIdentity } from "./server-user.ts";

const startTimeoutMilliseconds = 60_000;
const stopTimeoutMilliseconds = 10_000;
const portAttempts = 5;

/** A running server process. */
export interface Server {
  readonly port: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Makes an empty cluster in `data`, a folder that does not exist yet; throws with what initdb wrote. */
export async function createCluster(options: {
  readonly data: string;
  readonly password: string;
  readonly user: UserIdentity | undefined;
}): Promise<void> {
  const { initdb } = await findBinaries(options.user);
  const passwordFile = `${options.data}.password`;
  await writeFile(passwordFile, options.password, { mode: 0o644 });
  const child = run(
    initdb,
    [
      `--pgdata=${options.data}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--no-locale",
      "--no-sync",
    ],
    options.user,
  );
  const output = collect(child);
  const [code] = await within(once(child, "close"), child);
  await rm(passwordFile);
  if (code !== 0) throw new Error(`initdb ended with ${code ?? "SIGKILL, it took too long"}: ${output()}`);
}

/** Starts a server on a free port of the loopback interface; throws with what it wrote when it does not get ready. */
export async function startServer(options: {
  readonly data: string;
  readonly user: UserIdentity | undefined;
}): Promise<Server> {
  const { postgres } = await findBinaries(options.user);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = run(postgres, ["-D", options.data, "-p", String(port), ...settings], options.user);
    const ended = once(child, "close");
    const output = collect(child);
    const ready = untilWritten(child, "database system is ready to accept connections");
    const outcome = await within(Promise.race([ready, ended.then(() => "ended")]), child);
    if (outcome === "ready") return { port, ended, stop: () => stopServer(child, ended) };
    // Between looking for a free port and binding it, somebody else may take it.
    const portTaken = output().includes("could not bind");
    if (!portTaken || attempt === portAttempts) throw new Error(`postgres did not get ready: ${output()}`);
  }
}

// Nothing has to survive a power cut: durability is given up for speed. No socket file: other users' folders are not ours.
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "fsync=off",
  "full_page_writes=off",
  "logging_collector=off",
  `max_connections=${capabilities.postgres.maxConnections}`,
].flatMap((setting) => ["-c", setting]);

async function stopServer(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  // SIGINT: fast shutdown; SIGQUIT: immediate shutdown (PostgreSQL manual, "Shutting Down the Server").
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    child.kill(signal);
    const stopped = await Promise.race([ended.then(() => true), delay(stopTimeoutMilliseconds, false, { ref: false })]);
    if (stopped) return;
  }
}

function run(program: string, parameters: readonly string[], user: UserIdentity | undefined): ChildProcess {
  return spawn(program, parameters, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: "/",
    env: { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" },
    ...user,
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer) => {
    text = `${text}${chunk}`.slice(-2000);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  child.on("error", (error) => add(Buffer.from(error.message)));
  return () => text.trim().replaceAll(/\s*\n\s*/g, "; ");
}

function untilWritten(child: ChildProcess, sentence: string): Promise<"ready"> {
  return new Promise((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.includes(sentence)) resolve("ready");
    });
  });
}

/** Waits for an outcome that the program's end settles too; a program that takes too long is killed. */
async function within<T>(outcome: Promise<T>, child: ChildProcess): Promise<T> {
  const tooLong = setTimeout(() => child.kill("SIGKILL"), startTimeoutMilliseconds);
  try {
    return await outcome;
  } finally {
    clearTimeout(tooLong);
  }
}
