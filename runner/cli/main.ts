import { Command, CommanderError } from "commander";
import { TercetError } from "../../contracts/errors.ts";
import { readVersion } from "../version.ts";
import { commands } from "./commands/index.ts";
import type { CliContext, LoadCommand } from "./context.ts";
import { failureOf, usageText } from "./failure.ts";

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
  // A reader that goes away (`tercet … | head`) only misses the rest; what the command does is done in order.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
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
    // `--version` after a command is that command's own: `tercet publish --version 1.2.0`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      outputError: (text, write) => write(usageText(text, named(program, argv))),
    });
  for (const load of asked(argv)) {
    const register = await load(argv);
    register(program, context, (exitCode) => {
      code = exitCode;
    });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { text, exitCode } = failureOf(error);
    context.stderr.write(`${text}\n`);
    return exitCode;
  }
}

/** The command that the arguments lead to, as it is typed: its help is the one that helps. */
function named(program: Command, argv: readonly string[]): string {
  const names = [program.name()];
  let command: Command | undefined = program;
  for (const word of argv) {
    command = command.commands.find((candidate) => candidate.name() === word);
    if (command === undefined) break;
    names.push(word);
  }
  return names.join(" ");
}

/** The command that is named; all of them for the help and for a name that does not exist. */
function asked([name = ""]: readonly string[]): readonly LoadCommand[] {
  if (name === "--version" || name === "-V") return [];
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return named === undefined ? Object.values(commands) : [named];
}
