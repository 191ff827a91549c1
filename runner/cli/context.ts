import type { Command } from "commander";

/** What a command knows of the world outside; handed in, so that tests can give their own. */
export interface CliContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Aborted by SIGINT and SIGTERM: a command then stops what it started, cleans, and ends. */
  readonly signal: AbortSignal;
  readonly version: string;
}

/** Adds one command to the program; its action hands the exit code to `finish`. */
export type RegisterCommand = (program: Command, context: CliContext, finish: (exitCode: number) => void) => void;

/** Loads a command when it is asked for; `argv` tells one with subcommands which of them is. */
export type LoadCommand = (argv: readonly string[]) => Promise<RegisterCommand>;
