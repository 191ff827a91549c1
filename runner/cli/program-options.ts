import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { TercetError } from "../../contracts/index.ts";
import { programTarget, type ReservationTarget, readJobFile } from "../../suites/index.ts";
import type { CliContext } from "./context.ts";
import { collect } from "./options.ts";

/** What the options that `addProgramOptions` adds were given. */
export interface ProgramValues {
  readonly image?: string;
  readonly env?: readonly string[];
  readonly job?: string;
}

/** A program of the user's own, in place of a target by name. */
export interface OwnProgram {
  readonly target: ReservationTarget;
  /** The same options again, without secrets: those come from the environment then. */
  readonly options: readonly string[];
  readonly operands: readonly string[];
}

/** The word that stands where a target's name would. */
export const programName = "program";

/** Adds what says how a program of the user's own is started. */
export function addProgramOptions(command: Command): Command {
  return command
    .addOption(new Option("--image <image>", "program: start its workers as containers of this image"))
    .addOption(
      new Option(
        "--env <name=value>",
        "program: a variable of its environment; NAME alone takes yours; may be repeated",
      ).argParser(collect),
    )
    .addOption(
      new Option("--job <file>", "program: JSON with the job's name, milestones and times, where it has its own"),
    );
}

/** What the options and the words behind `program` say. Throws `TercetError` (`usage`). */
export async function readProgram(
  values: ProgramValues,
  words: readonly string[],
  { cwd, env }: Pick<CliContext, "cwd" | "env">,
): Promise<OwnProgram> {
  const { image, job, env: given = [] } = values;
  const target = programTarget({
    command: words,
    ...(image === undefined ? {} : { image }),
    env: Object.fromEntries(given.flatMap((text) => variable(text, env))),
    directory: cwd,
    ...(job === undefined ? {} : { job: await readJobFile(resolve(cwd, job), job) }),
  });
  return {
    target,
    options: [
      ...(image === undefined ? [] : ["--image", image]),
      ...given.flatMap((text) => ["--env", text.split("=")[0] as string]),
      ...(job === undefined ? [] : ["--job", job]),
    ],
    operands: [programName, ...(words.length === 0 ? [] : ["--", ...words])],
  };
}

/** Throws `TercetError` (`usage`) where options of a program are given to another target. */
export function refuseProgramOptions(values: ProgramValues, words: readonly string[], target: string): void {
  const [given] = Object.entries({ image: values.image, env: values.env, job: values.job }).find(
    ([, value]) => value !== undefined,
  ) ?? [words[0]];
  if (given === undefined) return;
  const shown = given === words[0] ? given : `--${given}`;
  throw new TercetError(
    "usage",
    `${shown} is for a program of your own, ${programName}, and not for the target ${target}.`,
  );
}

function variable(text: string, own: CliContext["env"]): [string, string][] {
  const [, name, value] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (name === undefined) throw new TercetError("usage", `--env ${text}: NAME=VALUE, or NAME alone, is expected.`);
  const taken = value ?? own[name];
  if (taken === undefined) throw new TercetError("usage", `--env ${name}: it is not set here: give it a value.`);
  return [[name, taken]];
}
