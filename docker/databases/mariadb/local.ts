import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { TercetError } from "../../../contracts/index.ts";
import { freePort } from "../../free-port.ts";

const startMilliseconds = 60_000;
const stopMilliseconds = 10_000;
const maximumConnections = 200;

/** A throw-away MariaDB that this process started and has to stop. */
export interface LocalMariadb {
  /** Of a user that may do everything, without a database; it holds a password, so it is never shown. */
  readonly url: string;
  /** Ends the server and removes its data; may be called again. */
  stop(): Promise<void>;
}

/** True where the machine has the server's programs (Debian: the package mariadb-server). */
export async function hasLocalMariadb(): Promise<boolean> {
  const version = promisify(execFile)("mariadbd", ["--no-defaults", "--version"], { env });
  return version.then(
    () => true,
    () => false,
  );
}

/**
 * Starts the installed MariaDB with data of its own on a free port of the loopback interface. It ends with this process,
 * however that ends. Throws `TercetError` (`surroundings`) with what it wrote when it does not start.
 */
export async function startLocalMariadb(): Promise<LocalMariadb> {
  const directory = await mkdtemp(join(tmpdir(), "tercet-mariadb-data-"));
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 5 });
  try {
    // The server runs as another user where this is root.
    await chmod(directory, 0o777);
    const password = randomBytes(16).toString("hex");
    const asUser = process.getuid?.() === 0 ? ["--user=mysql"] : [];
    const data = join(directory, "data");
    const common = ["--no-defaults", `--datadir=${data}`, ...asUser];
    const install = [...common, "--auth-root-authentication-method=normal", "--skip-test-db"];
    await promisify(execFile)("mariadb-install-db", install, { env, timeout: startMilliseconds });
    const initial = join(directory, "initial.sql");
    const user = `'tercet'@'%' IDENTIFIED BY '${password}'`;
    await writeFile(initial, `CREATE USER ${user};\nGRANT ALL ON *.* TO 'tercet'@'%' WITH GRANT OPTION;\n`);
    const port = await freePort();
    const settings = [`--port=${port}`, "--bind-address=127.0.0.1", `--init-file=${initial}`, ...fast];
    const files = [`--socket=${join(data, "socket")}`, `--pid-file=${join(data, "pid")}`];
    const server = await startServer([...common, ...settings, ...files]);
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= server.stop().then(remove);
      return stopped;
    };
    return { url: `mysql://tercet:${password}@127.0.0.1:${port}`, stop };
  } catch (cause) {
    await remove();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TercetError("surroundings", `MariaDB does not start: ${reason}`, { cause });
  }
}

// Debian has the server's programs where only root looks for them. MYSQL_HOME and the like must not change anything.
const env = { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin`, TZ: "UTC", LC_ALL: "C" };
// Nothing has to survive a power cut.
const fast = [
  "--innodb-flush-log-at-trx-commit=0",
  "--skip-log-bin",
  `--max-connections=${maximumConnections}`,
  "--performance-schema=OFF",
];

/** A shell beside the server ends it as soon as its own standard input ends: also when this process was killed. */
const keeper = '"$@" & server=$!; cat; kill "$server" 2>/dev/null; wait "$server"';

async function startServer(parameters: readonly string[]): Promise<{ stop(): Promise<void> }> {
  const child = spawn("sh", ["-c", keeper, "keeper", "mariadbd", ...parameters], {
    stdio: ["pipe", "ignore", "pipe"],
    cwd: "/",
    env,
  });
  const ended = once(child, "close");
  const stop = async () => {
    child.stdin.end();
    await Promise.race([ended, delay(stopMilliseconds, undefined, { ref: false })]);
  };
  try {
    await untilReady(child);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves when the server says that it serves; throws with its last words. */
async function untilReady({ stderr }: ChildProcess): Promise<void> {
  let text = "";
  const ready = new Promise<void>((resolve, reject) => {
    stderr?.on("data", (chunk: Buffer) => {
      text = `${text}${chunk}`.slice(-4000);
      if (text.includes("ready for connections")) resolve();
      if (text.includes("[ERROR]")) reject(new Error(text.trim().replaceAll(/\s*\n\s*/g, "; ")));
    });
  });
  const tooLate = delay(startMilliseconds, undefined, { ref: false }).then(() => {
    throw new Error(`it was not ready after ${startMilliseconds / 1000} s`);
  });
  await Promise.race([ready, tooLate]);
}
