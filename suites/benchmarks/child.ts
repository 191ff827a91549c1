import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../../contracts/index.ts";

/** The command line of this repository, as a program for Node. */
export const tercetProgram = fileURLToPath(new URL("../../bin/tercet.js", import.meta.url));

/** A program of a peer in this package: `@stoplight/prism-cli/dist/index.js`. */
export function peerProgram(path: string): string {
  return fileURLToPath(new URL(`./node_modules/${path}`, import.meta.url));
}

/** The version of a peer that is installed in this package. */
export async function peerVersion(name: string): Promise<string> {
  const { version } = JSON.parse(await readFile(peerProgram(`${name}/package.json`), "utf8"));
  return `${name} ${version}`;
}

/** A script of this package: `./mock/bare-server.ts`. */
export function ownProgram(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** What a program said until it ended. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
  readonly milliseconds: number;
}

/** Runs a program on this Node to its end, which comes within `timeoutMilliseconds` or by force. Times include its start. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  options: {
    readonly timeoutMilliseconds?: number;
    readonly env?: Readonly<Record<string, string>>;
    /** Aborted: the program is killed. */
    readonly signal?: AbortSignal;
  } = {},
): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: options.timeoutMilliseconds ?? 120_000,
    killSignal: "SIGKILL",
    env: { ...process.env, NO_COLOR: "1", ...options.env },
  });
  const [output, errors] = [collect(child.stdout), collect(child.stderr)];
  const kill = () => child.kill("SIGKILL");
  options.signal?.addEventListener("abort", kill);
  const [exitCode] = await once(child, "close");
  options.signal?.removeEventListener("abort", kill);
  options.signal?.throwIfAborted();
  return { exitCode: exitCode ?? -1, output: output(), errors: errors(), milliseconds: performance.now() - started };
}

/** A port of the loopback interface that is free now, for a program that cannot be asked to choose one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A server that runs as a process of its own. */
export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server and waits, a minute at most, for the first address that it prints on standard output or error; one that
 * prints none is given `port`, at which it is asked until it answers. Throws with what it said where it ends or stays
 * silent.
 */
export async function startServer(
  program: string,
  args: readonly string[],
  options: { readonly port?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Server> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", ...options.env },
  });
  try {
    return { url: await addressOf(child, options.port), stop: () => stop(child) };
  } catch (cause) {
    child.kill("SIGKILL");
    throw new Error(`${[program, ...args].join(" ")} does not serve: ${reasonOf(cause)}.`, { cause });
  }
}

async function addressOf(child: ChildProcess, port: number | undefined): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = "";
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-10_000);
    const address = /https?:\/\/[\w.[\]:]*:\d+(?=\D)/.exec(said)?.[0];
    if (address !== undefined && port === undefined) resolve(address);
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  child.once("error", reject);
  child.once("exit", (code) => reject(new Error(`it ended with ${code} and said ${said}`)));
  const timer = setTimeout(() => reject(new Error(`it was not ready within a minute and said ${said}`)), 60_000);
  const poll = port === undefined ? undefined : setInterval(() => tryToReach(port, resolve), 200);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(poll);
  }
}

function tryToReach(port: number, reached: (url: string) => void): void {
  const url = `http://127.0.0.1:${port}`;
  fetch(url).then(
    () => reached(url),
    () => undefined, // Not yet.
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(timer);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
