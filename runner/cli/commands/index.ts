import type { Command } from "commander";
import type { CliContext } from "../context.ts";

/** Adds one command to the program; its action hands the exit code to `finish`. */
export type RegisterCommand = (program: Command, context: CliContext, finish: (exitCode: number) => void) => void;

/** Every command, in the order of the help. */
export const commands: readonly RegisterCommand[] = [];
