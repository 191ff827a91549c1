import { type ChildProcess, spawn } from "node:child_process";
import type { UserIdentity } from "../server-user.ts";

const timeoutMilliseconds = 60_000;
const wordsCharacters = 2_000;

/** A program of a database and how it is run. */
export interface Program {
  readonly path: string;
  readonly parameters: readonly string[];
  /** Its working folder: below the database's own, so that a sweep finds it. */
  readonly directory: string;
  /** Undefined: the user of this process. */
  readonly user: UserIdentity | undefined;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Settles when it has ended, for whatever reason; with its exit code. */
  readonly ended: Promise<number | null>;
  /** The last of what it wrote, as one line. */
  words(): string;
}

/** Starts a program. One that cannot be started has ended, and its words say why. */
export function run({ path, parameters, directory, user }: Program): Running {
  const child = spawn(path, parameters, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: directory,
    // Nothing of the surroundings is to change how a server runs. Debian has some programs where only root looks for them.
    env: { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin`, TZ: "UTC", LC_ALL: "C" },
    ...user,
  });
  let text = "";
  const add = (chunk: Buffer) => {
    text = `${text}${chunk}`.slice(-wordsCharacters);
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const ended = new Promise<number | null>((resolve) => {
    child.on("error", (error) => add(Buffer.from(error.message)));
    child.on("close", resolve);
  });
  return { child, ended, words: () => text.trim().replaceAll(/\s*\n\s*/g, "; ") };
}

/** Runs a program to its end; throws with what it wrote when it fails or takes longer than a minute. */
export async function complete(program: Program): Promise<void> {
  const { ended, words, child } = run(program);
  const code = await within(ended, child);
  if (code !== 0) throw new Error(`${program.path} ended with ${code ?? "SIGKILL, it took too long"}: ${words()}`);
}

/** Returns when a program writes the sentence; throws with what it wrote when it ends before, or takes longer than a minute. */
export async function untilWritten({ child, ended, words }: Running, sentence: string): Promise<void> {
  let unread = "";
  const written = new Promise<boolean>((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      // Cut anywhere: a sentence may come in two pieces.
      unread = `${unread.slice(-sentence.length)}${chunk}`;
      if (unread.includes(sentence)) resolve(true);
    });
  });
  const ready = await within(Promise.race([written, ended.then(() => false)]), child);
  if (!ready) throw new Error(`the server did not get ready: ${words()}`);
}

/** Waits for an outcome that the program's end settles too; a program that takes too long is killed. */
async function within<T>(outcome: Promise<T>, child: ChildProcess): Promise<T> {
  const tooLong = setTimeout(() => child.kill("SIGKILL"), timeoutMilliseconds);
  try {
    return await outcome;
  } finally {
    clearTimeout(tooLong);
  }
}
