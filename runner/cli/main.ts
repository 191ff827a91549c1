import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { TercetError } from "../../contracts/index.ts";
import { commands } from "./commands/index.ts";
import type { CliContext } from "./context.ts";

/** Runs the command line of this process and sets its exit code. */
export async function main(): Promise<void> {
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      // The second signal ends at once what the first one asked to end in order.
      if (interruption.signal.aborted) process.exit(130);
      interruption.abort(new TercetError("surroundings", `Interrupted by ${name}.`));
    });
  }
  process.exitCode = await runCli(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
    version: readVersion(),
  });
}

/** Runs one command line and returns its exit code; bad input is one sentence on standard error. */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  let code = 0;
  const program = new Command("tercet")
    .description("Contract-testing and acceptance harness: the same contracts and scenarios in CI and in production.")
    .version(context.version)
    .showHelpAfterError("(tercet --help lists the commands)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    });
  for (const register of commands) {
    register(program, context, (exitCode) => {
      code = exitCode;
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof TercetError) {
      context.stderr.write(`tercet: ${error.message}\n`);
      return error.code === "surroundings" ? 3 : 2;
    }
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.stderr.write(`tercet: a defect of tercet itself, please report it: ${reason}\n`);
    return 3;
  }
}

/** The package's version; the same file lies one level higher for the built program. */
function readVersion(): string {
  for (const path of ["../../package.json", "../../../package.json"]) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version;
    } catch {}
  }
  throw new Error("package.json of tercet is missing");
}
